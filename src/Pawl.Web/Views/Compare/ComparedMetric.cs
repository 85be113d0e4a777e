using Pawl.Learning.Metrics;
using Pawl.Runs.Metrics;

namespace Pawl.Web.Views.Compare;

/// <summary>One metric beside each other in several runs.</summary>
/// <param name="Runs">One for each run; null in one that never reported it, which is not 0.</param>
/// <param name="BestRuns">Indexes of the runs whose best value is the best of all; empty when the direction is not known or only one run reported it.</param>
internal sealed record ComparedMetric(string Name, MetricGoal? Goal, IReadOnlyList<MetricSeries?> Runs, IReadOnlySet<int> BestRuns)
{
    /// <summary>Every metric that any of the runs reported, those of the first run first.</summary>
    public static IReadOnlyList<ComparedMetric> Of(IReadOnlyList<RunMetrics> runs) =>
        [
            .. runs.SelectMany(run => run.Series)
                .Select(series => series.Name)
                .Distinct(StringComparer.Ordinal)
                .Select(name => Of(name, runs)),
        ];

    /// <summary>The best value of a run; null when it has none or the direction is not known.</summary>
    public (double Value, long Step)? Best(int run) =>
        (Goal, Runs[run]?.Extremes) switch
        {
            (MetricGoal.Lowest, { } extremes) => (extremes.Minimum, extremes.MinimumStep),
            (MetricGoal.Highest, { } extremes) => (extremes.Maximum, extremes.MaximumStep),
            _ => null,
        };

    private static ComparedMetric Of(string name, IReadOnlyList<RunMetrics> runs)
    {
        var metric = new ComparedMetric(name, MetricGoals.Of(name), [.. runs.Select(run => run.Find(name))], new HashSet<int>());
        var best = Enumerable
            .Range(0, runs.Count)
            .Select(run => (Run: run, metric.Best(run)?.Value))
            .Where(item => item.Value is not null)
            .ToList();
        if (best.Count < 2)
        {
            return metric;
        }

        var wanted = metric.Goal == MetricGoal.Lowest ? best.Min(item => item.Value) : best.Max(item => item.Value);
        return metric with { BestRuns = best.Where(item => item.Value == wanted).Select(item => item.Run).ToHashSet() };
    }
}
