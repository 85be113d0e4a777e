using System.Text.RegularExpressions;
using Pawl.Runs.Durability;
using Pawl.Runs.Logs;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Tests.Logs;

/// <summary>What pages and searches must answer, found the slow and obvious way: read the whole log, then look.</summary>
internal sealed class LogReference(string path)
{
    private static readonly string[] Names = ["at", "attempt", "level", "line"];

    private readonly List<LogEntry> _all = ReadAll(path);

    public IReadOnlyList<LogEntry> All => _all;

    public List<LogEntry> Matching(LogQuery query) => [.. _all.Where(entry => Matches(query, entry.Line))];

    public List<LogEntry> Before(long offset, int count, LogQuery query) =>
        [.. Matching(query).Where(entry => entry.Offset < offset).TakeLast(count)];

    public List<LogEntry> After(long offset, int count, LogQuery query) =>
        [.. Matching(query).Where(entry => entry.Offset >= offset).Take(count)];

    public (LogEntry? Hit, bool Wrapped) Find(LogQuery query, long offset, bool backward)
    {
        var matching = Matching(query);
        var first = backward
            ? matching.LastOrDefault(entry => entry.Offset < offset)
            : matching.FirstOrDefault(entry => entry.Offset >= offset);
        var any = backward ? matching.LastOrDefault() : matching.FirstOrDefault();
        return (first ?? any, first is null && any is not null);
    }

    private static bool Matches(LogQuery query, LogLine line) =>
        (query.Attempt is null || query.Attempt == line.Attempt)
        && (query.Levels is not { Count: > 0 } levels || levels.Contains(line.Level))
        && (
            string.IsNullOrEmpty(query.Text)
            || (
                query.IsExpression
                    ? Regex.IsMatch(
                        line.Line,
                        query.Text,
                        RegexOptions.CultureInvariant | (query.MatchCase ? RegexOptions.None : RegexOptions.IgnoreCase),
                        TimeSpan.FromSeconds(5)
                    )
                    : line.Line.Contains(query.Text, query.MatchCase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
            )
        );

    private static List<LogEntry> ReadAll(string path) =>
        [
            .. JournalReader
                .Read(path)
                .Where(record => Names.All(name => record.Value.TryGetProperty(name, out _)))
                .Select(record => new LogEntry(
                    record.Offset,
                    record.End,
                    new LogLine(
                        record.Value.GetProperty("at").GetDateTimeOffset(),
                        record.Value.GetProperty("attempt").GetInt32(),
                        RunLogLevelName.Parse(record.Value.GetProperty("level").GetString()!),
                        record.Value.GetProperty("line").GetString()!
                    )
                )),
        ];
}
