namespace Pawl.Benchmarks.Measuring;

/// <summary>Milliseconds of repeated calls.</summary>
internal sealed class Samples
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public double Min => _milliseconds.Min();

    public double Median => MedianOf(_milliseconds);

    public void Add(double milliseconds) => _milliseconds.Add(milliseconds);

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
