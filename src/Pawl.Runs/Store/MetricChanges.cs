using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>What became of a run's metrics since it was last written down.</summary>
/// <param name="IsWhole">True: these are all there are, and whatever else stands in the database for this run is void.</param>
internal sealed record MetricChanges(IReadOnlyCollection<LatestMetric> Metrics, bool IsWhole)
{
    public static MetricChanges None { get; } = new([], IsWhole: false);
}
