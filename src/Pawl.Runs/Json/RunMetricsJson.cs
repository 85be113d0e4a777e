using Pawl.Runs.Metrics;

namespace Pawl.Runs.Json;

/// <summary>The metrics of a run. A metric that was asked for and never reported stands under <c>absent</c>: it has no value, not the value 0.</summary>
/// <param name="Damaged">Lines of the journal that could not be read.</param>
public sealed record RunMetricsJson(string Run, IReadOnlyList<MetricSummaryJson> Metrics, IReadOnlyList<string> Absent, long Damaged);

/// <summary>Where one metric stands.</summary>
/// <param name="Count">How many values were reported.</param>
/// <param name="Points">The values asked for; null when no name was given.</param>
public sealed record MetricSummaryJson(
    string Name,
    long Count,
    double Last,
    long LastStep,
    DateTimeOffset LastAt,
    double Minimum,
    long MinimumStep,
    double Maximum,
    long MaximumStep,
    MetricColumnsJson? Points
)
{
    public static MetricSummaryJson Of(MetricSeries series, MetricBuckets? points) =>
        new(
            series.Name,
            series.Reported,
            series.Last,
            series.LastStep,
            series.LastAt,
            series.Extremes.Minimum,
            series.Extremes.MinimumStep,
            series.Extremes.Maximum,
            series.Extremes.MaximumStep,
            points is null ? null : MetricColumnsJson.Of(points)
        );
}

/// <summary>Values as columns of one length. An entry stands for <c>count</c> neighbouring values; with 1 all its values are that one.</summary>
/// <param name="Values">How many values lie in the range.</param>
/// <param name="Step">Of the last value of the entry.</param>
/// <param name="At">Of the last value of the entry: Unix milliseconds.</param>
/// <param name="Smoothed">The moving average over every value up to the entry's last; null when none was asked for.</param>
public sealed record MetricColumnsJson(
    long Values,
    long[] Step,
    long[] At,
    int[] Count,
    double[] Minimum,
    double[] Maximum,
    double[] Mean,
    double[] Last,
    double[]? Smoothed
)
{
    public static MetricColumnsJson Of(MetricBuckets buckets) =>
        new(
            buckets.Values,
            buckets.Step.ToArray(),
            buckets.Time.ToArray(),
            buckets.Count.ToArray(),
            buckets.Minimum.ToArray(),
            buckets.Maximum.ToArray(),
            buckets.Mean.ToArray(),
            buckets.Last.ToArray(),
            buckets.Smoothed.SequenceEqual(buckets.Last) ? null : buckets.Smoothed.ToArray()
        );
}
