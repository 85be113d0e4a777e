using Pawl.Runs;
using Pawl.Runs.Durability;
using Pawl.Runs.Model;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Charts;

/// <summary>Writes metrics as a worker does.</summary>
internal static class MetricFixture
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

    public static void Report(this Workbench bench, RunRecord run, IEnumerable<(string Name, long Step, double Value)> points)
    {
        using var journal = MetricJournal.Open(RunFolder.Of(bench.DataRoot, run.Id).Metrics);
        foreach (var batch in points.Chunk(50_000))
        {
            journal.Append(
                batch.Select(point => new MetricPoint(1, point.Step, point.Name, point.Value, Start.AddMilliseconds(point.Step)))
            );
        }
    }

    public static void Report(this Workbench bench, RunRecord run, string name, params double[] values) =>
        bench.Report(run, values.Select((value, step) => (name, (long)step, value)));
}
