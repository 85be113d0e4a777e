using System.Globalization;
using System.Text;
using Pawl.Shogi.Search;

namespace Pawl.Shogi.Usi;

/// <summary>Writes whole lines, from whichever thread, and flushes each.</summary>
internal sealed class UsiOutput(TextWriter writer)
{
    private readonly Lock _lock = new();

    public void Write(string line)
    {
        lock (_lock)
        {
            // USI's line ends are the same everywhere
            writer.Write(line + "\n");
            writer.Flush();
        }
    }

    /// <summary>A remark to the person who reads along; control characters become spaces, so that it stays one line.</summary>
    public void Say(string remark) =>
        Write("info string " + string.Concat(remark.Select(character => char.IsControl(character) ? ' ' : character)));

    public void Write(SearchReport report, bool withLine)
    {
        var milliseconds = (long)report.Elapsed.TotalMilliseconds;
        var perSecond = report.Elapsed.TotalSeconds > 0 ? (long)(report.Nodes / report.Elapsed.TotalSeconds) : 0;
        var text = new StringBuilder("info");
        var culture = CultureInfo.InvariantCulture;
        text.Append(culture, $" depth {report.Depth} seldepth {report.SelectiveDepth}");
        if (withLine)
        {
            text.Append(culture, $" multipv {report.Line}");
        }

        text.Append(culture, $" score {report.Score} nodes {report.Nodes} nps {perSecond}");
        text.Append(culture, $" time {milliseconds} hashfull {report.HashPermille} pv");
        foreach (var move in report.Moves)
        {
            text.Append(' ').Append(move);
        }

        Write(text.ToString());
    }
}
