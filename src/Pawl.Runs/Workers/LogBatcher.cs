using Pawl.Runs.Durability;

namespace Pawl.Runs.Workers;

/// <summary>
/// Gathers log lines so that a burst costs few writes. A batch is due when it is full, or when its oldest line waited for the interval,
/// whether or not another line follows. Order is kept and no line is dropped or joined. Not safe for several threads; its owner
/// sleeps no longer than <see cref="DueIn"/>.
/// </summary>
/// <param name="interval">Longest wait of a line.</param>
/// <param name="maximumLines">Lines of a full batch, at least 1.</param>
internal sealed class LogBatcher(TimeSpan interval, int maximumLines, TimeProvider time)
{
    private List<LogLine> _lines = [];
    private long _oldest;

    /// <returns>True when the batch is full: take it now.</returns>
    public bool Add(LogLine line)
    {
        if (_lines.Count == 0)
        {
            _oldest = time.GetTimestamp();
        }

        _lines.Add(line);
        return _lines.Count >= maximumLines;
    }

    /// <summary>Time until the batch is due; zero or less when it is; null when nothing waits.</summary>
    public TimeSpan? DueIn => _lines.Count == 0 ? null : interval - time.GetElapsedTime(_oldest);

    /// <summary>Takes whatever waits, possibly nothing.</summary>
    public IReadOnlyList<LogLine> Take()
    {
        var taken = _lines;
        _lines = [];
        return taken;
    }
}
