using Pawl.Runs.Durability;

namespace Pawl.Runs.Bundles;

/// <summary>One metric in a few numbers.</summary>
public sealed record MetricSummary(string Name, long Count, long LastStep, double First, double Last, double Least, double Greatest)
{
    /// <summary>All metrics of a journal, by name; reads it once.</summary>
    public static IReadOnlyList<MetricSummary> Read(string path)
    {
        var summaries = new SortedDictionary<string, MetricSummary>(StringComparer.Ordinal);
        foreach (var (point, _) in MetricJournal.Read(path))
        {
            var value = point.Value;
            summaries[point.Name] = summaries.TryGetValue(point.Name, out var before)
                ? before with
                {
                    Count = before.Count + 1,
                    LastStep = point.Step,
                    Last = value,
                    Least = Math.Min(before.Least, value),
                    Greatest = Math.Max(before.Greatest, value),
                }
                : new MetricSummary(point.Name, 1, point.Step, value, value, value, value);
        }

        return [.. summaries.Values];
    }
}
