namespace Pawl.Web.Telemetry;

/// <summary>What was measured under one set of labels. Not safe for several threads; its listener locks.</summary>
internal sealed class MetricSeries(double[]? boundaries)
{
    /// <value>Upper bounds of the buckets but the last; null where it is no histogram.</value>
    public double[]? Boundaries { get; } = boundaries;

    /// <value>Per bucket, not cumulative; the last one holds what is above every bound.</value>
    public long[] Buckets { get; } = new long[(boundaries?.Length ?? 0) + 1];

    public long Count { get; private set; }

    /// <value>Sum of what was observed or counted; of a gauge the last value.</value>
    public double Value { get; private set; }

    public void Set(double value) => Value = value;

    public void Add(double value) => Value += value;

    public void Observe(double value)
    {
        var bucket = Array.FindIndex(Boundaries!, bound => value <= bound);
        Buckets[bucket < 0 ? ^1 : bucket]++;
        Count++;
        Value += value;
    }
}
