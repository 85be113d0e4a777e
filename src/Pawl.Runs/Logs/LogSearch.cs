namespace Pawl.Runs.Logs;

/// <summary>What a search found.</summary>
/// <param name="Hit">The line; null when none matches.</param>
/// <param name="HasWrapped">True when the search went on from the other end of the log.</param>
/// <param name="Index">Place of the hit among all that match, from 1; null when it lies beyond those counted.</param>
/// <param name="Count">How many lines match, up to the cap.</param>
/// <param name="HasMore">True when more match than were counted.</param>
/// <param name="IsComplete">False when the time ran out: a null <paramref name="Hit"/> then does not mean that there is none.</param>
public sealed record LogFinding(LogEntry? Hit, bool HasWrapped, int? Index, int Count, bool HasMore, bool IsComplete);

/// <summary>Finds lines in a log.</summary>
public static class LogSearch
{
    /// <summary>
    /// The next line that matches: forward the first at or after the offset, else the first of all; backward the last before it, else
    /// the last of all.
    /// </summary>
    /// <param name="offset">Forward, the <see cref="LogEntry.End"/> of a hit finds the next; backward, its <see cref="LogEntry.Offset"/>.</param>
    /// <param name="cap">Most lines counted, at least 1.</param>
    /// <param name="limit">Most time it takes, half for finding and half for counting.</param>
    /// <exception cref="LogQueryException">The expression cannot be used.</exception>
    public static LogFinding Find(string path, LogQuery query, long offset, bool backward, int cap, TimeSpan limit, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cap, 1);
        var matcher = new LogMatcher(query);
        using var file = LogPages.Open(path);
        if (file is null)
        {
            return new LogFinding(null, false, null, 0, false, true);
        }

        var scan = new LogScan(file, matcher, new LogTimeLimit(limit / 2, time));
        var hit = (backward ? scan.Backward(offset) : scan.Forward(offset)).FirstOrDefault();
        var hasWrapped = hit is null && !scan.IsCut;
        if (hasWrapped)
        {
            hit = (backward ? scan.Backward(long.MaxValue, offset) : scan.Forward(0, offset)).FirstOrDefault();
        }

        var counting = new LogScan(file, matcher, new LogTimeLimit(limit / 2, time));
        var count = 0;
        int? index = null;
        var hasMore = false;
        foreach (var entry in counting.Forward(0))
        {
            if (count == cap)
            {
                hasMore = true;
                break;
            }

            count++;
            if (entry.Offset == hit?.Offset)
            {
                index = count;
            }
        }

        return new LogFinding(hit, hasWrapped && hit is not null, index, count, hasMore || counting.IsCut, !scan.IsCut);
    }
}
