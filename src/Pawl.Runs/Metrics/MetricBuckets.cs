namespace Pawl.Runs.Metrics;

/// <summary>
/// A series cut into neighbouring stretches, as columns of one length, in the order of the axis. A stretch of one value has that value as its
/// minimum, maximum, mean and last.
/// </summary>
public sealed class MetricBuckets
{
    private readonly double[] _columns;

    internal MetricBuckets(int capacity)
    {
        _columns = new double[capacity * 5];
        Steps = new long[capacity];
        Times = new long[capacity];
        Counts = new int[capacity];
    }

    public int Length { get; private set; }

    private long[] Steps { get; }

    private long[] Times { get; }

    private int[] Counts { get; }

    /// <value>How many values lie in the range.</value>
    public long Values { get; private set; }

    /// <value>How many of the values are 0 or below: those a logarithmic axis has no place for.</value>
    public long NotPositive { get; private set; }

    /// <value>True when stretches hold several values.</value>
    public bool IsReduced => Values > Length;

    /// <summary>Step of the last value of each stretch.</summary>
    public ReadOnlySpan<long> Step => Steps.AsSpan(0, Length);

    /// <summary>Time of the last value of each stretch, in Unix milliseconds.</summary>
    public ReadOnlySpan<long> Time => Times.AsSpan(0, Length);

    public ReadOnlySpan<int> Count => Counts.AsSpan(0, Length);

    public ReadOnlySpan<double> Minimum => Column(0);

    public ReadOnlySpan<double> Maximum => Column(1);

    public ReadOnlySpan<double> Mean => Column(2);

    public ReadOnlySpan<double> Last => Column(3);

    /// <summary>The moving average at the last value of each stretch, taken over every value of the series up to it; the value itself without smoothing.</summary>
    public ReadOnlySpan<double> Smoothed => Column(4);

    private int Capacity => Steps.Length;

    internal void Add(
        long step,
        long time,
        int count,
        int notPositive,
        (double Minimum, double Maximum, double Mean, double Last, double Smoothed) values
    )
    {
        var at = Length++;
        (Steps[at], Times[at], Counts[at]) = (step, time, count);
        _columns[at] = values.Minimum;
        _columns[at + Capacity] = values.Maximum;
        _columns[at + 2 * Capacity] = values.Mean;
        _columns[at + 3 * Capacity] = values.Last;
        _columns[at + 4 * Capacity] = values.Smoothed;
        Values += count;
        NotPositive += notPositive;
    }

    private ReadOnlySpan<double> Column(int index) => _columns.AsSpan(index * Capacity, Length);
}
