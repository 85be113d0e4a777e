namespace Pawl.Llm.Settings;

/// <param name="Timeout">Longest one try may take, from sending to the last byte of the answer.</param>
/// <param name="Attempts">Most tries of one call, the first included; probes of an open breaker do not count.</param>
/// <param name="Base">The wait before try n + 2 is drawn from 0 to <paramref name="Base"/> × 2ⁿ…</param>
/// <param name="Cap">…but never from beyond this.</param>
/// <param name="LongestRetryAfter">A provider that asks for a longer wait gets this one.</param>
/// <param name="Unknown">What happens to calls whose try of an earlier process may have been answered.</param>
public sealed record TrySettings(
    TimeSpan Timeout,
    int Attempts,
    TimeSpan Base,
    TimeSpan Cap,
    TimeSpan LongestRetryAfter,
    UnknownTries Unknown
);
