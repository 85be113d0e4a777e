namespace Pawl.Runs.Metrics;

/// <summary>All metrics of a run at one moment.</summary>
/// <param name="Series">In the order in which the names were first reported; none is empty.</param>
/// <param name="Damaged">Lines of the journal that were skipped.</param>
public sealed record RunMetrics(IReadOnlyList<MetricSeries> Series, long Damaged)
{
    public static RunMetrics None { get; } = new([], 0);

    /// <returns>Null when the run never reported it, which is not the same as 0.</returns>
    public MetricSeries? Find(string name) => Series.FirstOrDefault(series => series.Name == name);
}
