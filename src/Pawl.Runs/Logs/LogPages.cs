using Microsoft.Win32.SafeHandles;

namespace Pawl.Runs.Logs;

/// <summary>
/// Pages of a log, read from the place asked for and no further, so that the end of a log of any length is there at once. Damaged lines are
/// passed over and an unfinished last line is left alone, as <see cref="Durability.JournalReader"/> does. A file that does not exist is an empty log.
/// </summary>
public static class LogPages
{
    /// <summary>Skipped bytes are counted line by line up to here.</summary>
    private const long MostCountedBytes = 256L << 20;

    /// <summary>The last lines.</summary>
    /// <param name="count">Most lines, at least 0.</param>
    public static LogPage Last(string path, int count, LogQuery? query = null) => Before(path, long.MaxValue, count, query);

    /// <summary>The last lines of those that start before an offset.</summary>
    public static LogPage Before(string path, long offset, int count, LogQuery? query = null)
    {
        using var file = Open(path);
        return file is null ? Empty(0) : ReadBefore(file, offset, count, query ?? LogQuery.All, 0);
    }

    /// <summary>The first lines of those that start at or after an offset.</summary>
    public static LogPage After(string path, long offset, int count, LogQuery? query = null)
    {
        using var file = Open(path);
        return file is null ? Empty(0) : ReadAfter(file, offset, count, query ?? LogQuery.All);
    }

    /// <summary>The line at an offset, or the first behind it, with lines before and behind it: half of them each.</summary>
    public static LogPage Around(string path, long offset, int count, LogQuery? query = null)
    {
        using var file = Open(path);
        if (file is null)
        {
            return Empty(0);
        }

        var before = ReadBefore(file, offset, count / 2, query ?? LogQuery.All, 0);
        var after = ReadAfter(file, offset, count - before.Entries.Count, query ?? LogQuery.All);
        return after with
        {
            Entries = [.. before.Entries, .. after.Entries],
            Previous = before.Entries.Count > 0 ? before.Previous : after.Previous,
            PreviousAttempt = before.PreviousAttempt,
        };
    }

    /// <summary>
    /// What came since a reader looked last, for one that wants to see the end and not each line: the last lines of those that start at or
    /// after an offset, and how many stand between.
    /// </summary>
    public static LogPage Since(string path, long offset, int count, LogQuery? query = null)
    {
        using var file = Open(path);
        if (file is null)
        {
            return Empty(0);
        }

        // Few lines are the habit, and those are read once.
        query ??= LogQuery.All;
        var length = RandomAccess.GetLength(file);
        var page = ReadBefore(file, length, count, query, offset);
        if (page.Entries.Count < count || page.Entries.Count == 0 || page.Previous is null)
        {
            return page with { Next = Math.Max(page.Next, offset), Previous = offset > 0 ? offset : null };
        }

        var first = page.Entries[0].Offset;
        return page with { Skipped = query.IsNarrow || first - offset > MostCountedBytes ? null : LogBlock.Lines(file, offset, first) };
    }

    private static LogPage ReadBefore(SafeFileHandle file, long offset, int count, LogQuery query, long downTo)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var length = RandomAccess.GetLength(file);
        var end = Math.Min(offset, length);
        // One more than asked for tells whether anything stands before.
        var lines = new LogScan(file, new LogMatcher(query)).Backward(end, downTo).Take(count + 1).ToList();
        lines.Reverse();
        var extra = lines.Count > count ? lines[0] : null;
        var entries = extra is null ? lines : lines[1..];
        var next =
            lines.Count > 0 && !query.IsNarrow
                ? lines[^1].End
                : new LogScan(file, new LogMatcher(LogQuery.All)).Backward(end).FirstOrDefault()?.End ?? 0;
        var previous = extra is null ? null : (long?)(entries.Count > 0 ? entries[0].Offset : extra.End);
        return new LogPage(entries, previous, next, offset >= length, extra?.Line.Attempt);
    }

    private static LogPage ReadAfter(SafeFileHandle file, long offset, int count, LogQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var scan = new LogScan(file, new LogMatcher(query));
        var entries = new List<LogEntry>();
        var isEnd = true;
        foreach (var entry in scan.Forward(offset))
        {
            if (entries.Count == count)
            {
                isEnd = false;
                break;
            }

            entries.Add(entry);
        }

        isEnd &= !scan.IsCut;

        var next =
            isEnd ? scan.Position
            : entries.Count > 0 ? entries[^1].End
            : offset;
        return new LogPage(entries, offset > 0 ? offset : null, next, isEnd);
    }

    private static LogPage Empty(long next) => new([], null, next, true);

    internal static SafeFileHandle? Open(string path) =>
        File.Exists(path) ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : null;
}
