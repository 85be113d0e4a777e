using Pawl.Shogi.Records.Kif;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Records;

/// <summary>Tells formats apart, by what is in a file and by its name.</summary>
public static class RecordFormats
{
    /// <param name="path">A file name or a path.</param>
    /// <returns>Null for an extension no format has.</returns>
    public static RecordFormat? OfPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".kif" or ".kifu" => RecordFormat.Kif,
            ".ki2" or ".ki2u" => RecordFormat.Ki2,
            ".csa" => RecordFormat.Csa,
            ".usi" => RecordFormat.Usi,
            ".sfen" => RecordFormat.Sfen,
            _ => null,
        };
    }

    /// <summary>Goes by the first line that only one format has.</summary>
    /// <param name="hint">What to take the text for when no line tells, as the name of its file has it.</param>
    public static RecordFormat Detect(string text, RecordFormat? hint = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = new TextLines(text);
        while (lines.Read())
        {
            if (OfLine(lines.Current.Trim()) is { } format)
            {
                return format;
            }
        }

        return hint ?? RecordFormat.Kif;
    }

    private static RecordFormat? OfLine(ReadOnlySpan<char> line)
    {
        if (line.StartsWith("#KIF"))
        {
            return RecordFormat.Kif;
        }

        if (
            line.StartsWith("startpos")
            || line.StartsWith("position ")
            || (line.StartsWith("sfen ") && line.Contains(" moves ", StringComparison.Ordinal))
        )
        {
            return RecordFormat.Usi;
        }

        if (line.Count('/') >= 8)
        {
            return line.Contains(" moves ", StringComparison.Ordinal) ? RecordFormat.Usi : RecordFormat.Sfen;
        }

        return line switch
        {
            ['\'', ..] or ['%', ..] or ['$', ..] or ['V', >= '1' and <= '9', ..] or ['P', 'I' or '+' or '-' or (>= '1' and <= '9'), ..] =>
                RecordFormat.Csa,
            ['N', '+' or '-', ..] or ['+' or '-', >= '0' and <= '9', ..] => RecordFormat.Csa,
            [var first, ..] when Ki2Moves.IsSign(first) => RecordFormat.Ki2,
            [var first, ..] when Characters.Digit(first) >= 0 => RecordFormat.Kif,
            _ => null,
        };
    }
}
