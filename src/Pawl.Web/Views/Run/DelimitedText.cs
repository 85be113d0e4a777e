using System.Text;

namespace Pawl.Web.Views.Run;

/// <summary>Reads the first rows of text with columns: RFC 4180 quotes, any separator, any line ends.</summary>
internal static class DelimitedText
{
    /// <returns>At most that many rows of at most that many columns each; a quoted cell may hold line breaks.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text, char separator, int rows, int columns)
    {
        var table = new List<IReadOnlyList<string>>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        void EndCell()
        {
            if (row.Count < columns)
            {
                row.Add(cell.ToString());
            }

            cell.Clear();
        }

        for (var i = 0; i < text.Length && table.Count < rows; i++)
        {
            var letter = text[i];
            if (isQuoted)
            {
                if (letter != '"')
                {
                    cell.Append(letter);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (letter == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (letter == separator)
            {
                EndCell();
            }
            else if (letter == '\n')
            {
                EndCell();
                table.Add(row);
                row = [];
            }
            else if (letter != '\r')
            {
                cell.Append(letter);
            }
        }

        if (table.Count < rows && (row.Count > 0 || cell.Length > 0))
        {
            EndCell();
            table.Add(row);
        }

        return table;
    }
}
