namespace Pawl.Runs.Metrics;

/// <summary>All values of one metric of a run, in the order of their steps. Does not change: a later reading makes another.</summary>
/// <param name="Steps">Ascending; a step may come several times.</param>
/// <param name="Times">Unix milliseconds, one for each step.</param>
/// <param name="Values">Finite, one for each step.</param>
/// <param name="Reported">How many values there are in the journal: more than are held here when the run has more than memory is lent for.</param>
/// <param name="Extremes">Of all that was reported.</param>
public sealed record MetricSeries(
    string Name,
    ReadOnlyMemory<long> Steps,
    ReadOnlyMemory<long> Times,
    ReadOnlyMemory<double> Values,
    long Reported,
    MetricExtremes Extremes,
    bool IsInTimeOrder
)
{
    public int Count => Steps.Length;

    /// <summary>True when neighbours were merged to their lowest and highest.</summary>
    public bool IsThinned => Reported > Count;

    public double Last => Values.Span[^1];

    public long LastStep => Steps.Span[^1];

    public DateTimeOffset LastAt => DateTimeOffset.FromUnixTimeMilliseconds(Times.Span[^1]);

    /// <summary>The same values in the order of their times.</summary>
    internal MetricSeries InTimeOrder()
    {
        if (IsInTimeOrder)
        {
            return this;
        }

        var (steps, times, values) = (Steps.ToArray(), Times.ToArray(), Values.ToArray());
        int[] order = [.. Enumerable.Range(0, Count).OrderBy(i => times[i])];
        return this with
        {
            Steps = Array.ConvertAll(order, i => steps[i]),
            Times = Array.ConvertAll(order, i => times[i]),
            Values = Array.ConvertAll(order, i => values[i]),
            IsInTimeOrder = true,
        };
    }
}
