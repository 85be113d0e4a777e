using Pawl.Learning.Metrics;

namespace Pawl.Learning.Checkpoints;

/// <summary>Which checkpoints stay: the newest ones and the best ones.</summary>
/// <param name="KeepLast">Newest to keep, at least 1.</param>
/// <param name="KeepBest">Best by their metric to keep beside those, at least 0.</param>
/// <param name="Goal">Which metric is the better one.</param>
public sealed record CheckpointRetention(int KeepLast, int KeepBest, MetricGoal Goal)
{
    /// <summary>
    /// The entries that stay, in step order. A pure function of the entries, so that a killed training and an unbroken one keep the
    /// same. Of equal metrics the earlier step is the better one.
    /// </summary>
    public IReadOnlyList<CheckpointEntry> Keep(IReadOnlyCollection<CheckpointEntry> entries)
    {
        var last = entries.OrderByDescending(entry => entry.Step).Take(KeepLast);
        return [.. last.Union(Best(entries)).OrderBy(entry => entry.Step)];
    }

    /// <summary>True when an entry of that metric would stay as one of the best.</summary>
    public bool WouldKeepAsBest(IReadOnlyCollection<CheckpointEntry> entries, CheckpointEntry entry) =>
        Best([.. entries, entry]).Contains(entry);

    private IEnumerable<CheckpointEntry> Best(IReadOnlyCollection<CheckpointEntry> entries) =>
        entries
            .Where(entry => entry.Metric is not null)
            .OrderBy(entry => Goal == MetricGoal.Lowest ? entry.Metric : -entry.Metric)
            .ThenBy(entry => entry.Step)
            .Take(KeepBest);
}
