using System.Text;
using Pawl.Runs;
using Pawl.Runs.Logs;

namespace Pawl.Web.Views.Run;

/// <summary>What the log tab shows at first, and how it writes lines.</summary>
internal static class LogTail
{
    /// <summary>Lines of a page: a few screens.</summary>
    public const int Lines = 400;

    /// <summary>Lines the tab opens with: two or three screens, so that they are there at once; scrolling loads the others before one gets to them.</summary>
    private const int FirstLines = 120;

    public static LogPage Of(string dataRoot, string runId) => LogPages.Last(RunFolder.Of(dataRoot, runId).Log, FirstLines);

    /// <summary>A line as a browser can show it: what controls a terminal, and what would break the page, becomes a visible sign.</summary>
    public static string Visible(string line)
    {
        if (!line.Any(IsControl))
        {
            return line;
        }

        var shown = new StringBuilder(line.Length);
        foreach (var letter in line)
        {
            shown.Append(
                !IsControl(letter) ? letter
                : letter < ' ' ? (char)('\u2400' + letter) // the picture of the control character, such as ␛
                : letter == '\u007f' ? '\u2421'
                : '\ufffd'
            );
        }

        return shown.ToString();
    }

    private static bool IsControl(char letter) => (char.IsControl(letter) && letter != '\t') || letter is '\ufffe' or '\uffff';
}
