namespace Pawl.Runs.Logs;

/// <summary>Some lines of a log, in its order.</summary>
/// <param name="Previous">Read on backward with <see cref="LogPages.Before"/> from here; null when nothing stands before.</param>
/// <param name="Next">Read on forward with <see cref="LogPages.After"/> from here: no line is missed or told twice.</param>
/// <param name="IsEnd">True when nothing stood behind when it was read.</param>
/// <param name="PreviousAttempt">Attempt of the matching line before the first, where that is known.</param>
public sealed record LogPage(IReadOnlyList<LogEntry> Entries, long? Previous, long Next, bool IsEnd, int? PreviousAttempt = null)
{
    /// <value>Lines between the place asked for and the first of these, left out because there are too many; null: more than were counted.</value>
    public long? Skipped { get; init; } = 0;
}
