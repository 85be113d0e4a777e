using Pawl.Runs;
using Pawl.Runs.Durability;
using Pawl.Runs.Model;
using Pawl.Runs.Workloads;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Logs;

/// <summary>Writes logs as a worker does.</summary>
internal static class LogSeed
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

    public static LogLine Line(int number, string text, RunLogLevel level = RunLogLevel.Output, int attempt = 1) =>
        new(Start.AddMilliseconds(number), attempt, level, text);

    public static void Log(this Workbench bench, RunRecord run, params IEnumerable<LogLine> lines)
    {
        using var journal = LogJournal.Open(RunFolder.Of(bench.DataRoot, run.Id).Log);
        journal.Append(lines);
    }

    public static IEnumerable<LogLine> Numbered(int from, int count) => Enumerable.Range(from, count).Select(i => Line(i, $"line {i}"));
}
