using System.Text;

namespace Pawl.Runs.Workloads.Command;

/// <summary>
/// Takes out of a line what only a terminal understands (ECMA-48): <c>ESC [ … letter</c> (colours, cursor), <c>ESC ] … BEL</c> (titles),
/// other escapes, and control characters but the tab.
/// </summary>
internal static class ControlSequences
{
    private const char Escape = '\u001b';
    private const char Bell = '\a';

    public static string Remove(string line)
    {
        if (!line.Any(IsControl))
        {
            return line;
        }

        var kept = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == Escape)
            {
                i = LastOfSequence(line, i);
            }
            else if (!IsControl(line[i]))
            {
                kept.Append(line[i]);
            }
        }

        return kept.ToString();
    }

    private static bool IsControl(char letter) => letter != '\t' && char.IsControl(letter);

    /// <summary>Index of the last character that belongs to the sequence; one that breaks off reaches to the end of the line.</summary>
    private static int LastOfSequence(string line, int start)
    {
        var i = start + 1;
        switch (i < line.Length ? line[i] : '\0')
        {
            case '[':
                do
                {
                    i++;
                } while (i < line.Length && line[i] is >= ' ' and <= '?');
                return i;
            case ']' or 'P' or '^' or '_':
                while (i < line.Length && line[i] != Bell && !(line[i] == Escape && i + 1 < line.Length && line[i + 1] == '\\'))
                {
                    i++;
                }

                return i < line.Length && line[i] == Escape ? i + 1 : i;
            case >= ' ' and <= '/':
                while (i < line.Length && line[i] is >= ' ' and <= '/')
                {
                    i++;
                }

                return i;
            default:
                return i;
        }
    }
}
