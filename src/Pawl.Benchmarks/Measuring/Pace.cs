namespace Pawl.Benchmarks.Measuring;

/// <summary>How long to measure one configuration.</summary>
/// <param name="WarmUpSeconds">Not measured: methods are compiled, pages touched, caches filled. At least one call.</param>
/// <param name="Seconds">Measured.</param>
/// <param name="LeastSamples">Measured however long they take: a median of fewer says little.</param>
public sealed record Pace(double WarmUpSeconds, double Seconds, int LeastSamples = 5)
{
    /// <summary>An even share of a verb's time for each of some configurations, a quarter of it to warm up.</summary>
    public static Pace Share(double seconds, int configurations) =>
        new(0.25 * seconds / Math.Max(1, configurations), 0.75 * seconds / Math.Max(1, configurations));
}
