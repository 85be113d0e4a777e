namespace Pawl.Shogi.Engines;

/// <summary>The last few lines of a stream, to be shown when something went wrong. Safe for use by several threads.</summary>
/// <param name="most">How many lines to keep.</param>
internal sealed class LastLines(int most)
{
    private const int LongestShown = 200;
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line.Length > LongestShown ? line[..LongestShown] + "…" : line);
            if (_lines.Count > most)
            {
                _lines.Dequeue();
            }
        }
    }

    /// <returns>The lines, oldest first, joined by <c> | </c>; empty when there were none.</returns>
    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join(" | ", _lines);
        }
    }
}
