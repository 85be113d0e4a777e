namespace Pawl.Shogi.Search;

/// <summary>
/// Tells a running search when to end: stopped from another thread, or out of time. Without a budget only <see cref="Stop"/> ends it. Safe for use by several
/// threads.
/// </summary>
public sealed class SearchClock
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private long _soft = long.MaxValue;
    private long _hard = long.MaxValue;
    private volatile bool _isStopped;

    /// <param name="time">The clock starts to run at once.</param>
    public SearchClock(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _start = time.GetTimestamp();
    }

    public bool IsStopped => _isStopped;

    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Time is limited.</summary>
    internal bool HasBudget => Volatile.Read(ref _hard) != long.MaxValue;

    /// <summary>The search should not begin another iteration.</summary>
    internal bool IsPastSoft => _time.GetTimestamp() >= Volatile.Read(ref _soft);

    /// <summary>The search must end.</summary>
    internal bool IsPastHard => _time.GetTimestamp() >= Volatile.Read(ref _hard);

    public void Stop() => _isStopped = true;

    /// <summary>Sets what remains from now on: at the start, or when a search on the opponent's time becomes one on the own.</summary>
    /// <param name="soft">When to begin no further iteration.</param>
    /// <param name="hard">When to end at once.</param>
    public void SetBudget(TimeSpan soft, TimeSpan hard)
    {
        var now = _time.GetTimestamp();
        Volatile.Write(ref _soft, now + Ticks(soft));
        Volatile.Write(ref _hard, now + Ticks(hard));
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
