namespace Pawl.Runs.Metrics;

/// <summary>Which values of a series to look at, and how finely.</summary>
public sealed record MetricRange
{
    /// <summary>Most stretches that are made of one series: more than any screen has columns.</summary>
    public const int MostPoints = 10_000;

    public MetricAxis Axis { get; init; }

    /// <value>First step, or Unix milliseconds on the axis of time; both ends belong to the range.</value>
    public long From { get; init; } = long.MinValue;

    public long To { get; init; } = long.MaxValue;

    /// <value>Most stretches to make, 1..10000; a range that holds no more values than this is given value by value.</value>
    public int Points { get; init; } = 500;

    /// <value>Weight of the past in the moving average, [0, 1).</value>
    public double Smoothing { get; init; }

    /// <value>True adds the nearest value on either side of the range, so that a line can be drawn to its edges.</value>
    public bool HasNeighbours { get; init; }
}
