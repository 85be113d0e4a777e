using System.Text;

namespace Pawl.Cli.Output;

/// <summary>
/// A plain table for standard output: a header, then a row per line, columns two blanks apart. The last column takes what room is left,
/// so a row never wraps; everything but the last column is printed whole, so that ids can be copied.
/// </summary>
internal sealed class TextTable(params string[] headers)
{
    private const int Gap = 2;
    private const int LeastLastColumn = 10;
    private readonly List<string[]> _rows = [];

    /// <summary>Columns whose cells end at the same place, by header; none unless told.</summary>
    public Func<string, bool> IsNumeric { get; init; } = static _ => false;

    public void Add(params string[] cells)
    {
        if (cells.Length != headers.Length)
        {
            throw new ArgumentException($"A row of this table has {headers.Length} cells, got {cells.Length}.", nameof(cells));
        }

        _rows.Add(cells);
    }

    /// <param name="width">Columns to stay within; null where the output is not a terminal: nothing is cut.</param>
    public void Write(TextWriter writer, int? width)
    {
        var last = headers.Length - 1;
        var widths = headers.Select((header, column) => _rows.Aggregate(header.Length, (most, row) => Math.Max(most, row[column].Length)));
        var columns = widths.ToArray();
        var room = width is { } total ? Math.Max(LeastLastColumn, total - columns[..last].Sum(w => w + Gap)) : int.MaxValue;
        foreach (var row in _rows.Prepend(headers))
        {
            var line = new StringBuilder();
            for (var column = 0; column < last; column++)
            {
                var cell = IsNumeric(headers[column]) ? row[column].PadLeft(columns[column]) : row[column];
                line.Append(cell.PadRight(columns[column] + Gap));
            }

            var end = IsNumeric(headers[last]) ? row[last].PadLeft(columns[last]) : row[last];
            writer.WriteLine(line.Append(Format.Cut(end, room)).ToString().TrimEnd());
        }
    }
}
