using Pawl.Benchmarks.Measuring;

namespace Pawl.Benchmarks.Peak;

/// <summary>What the machine gives at most: arithmetic in registers, and reading from memory.</summary>
public static class PeakBenchmark
{
    public const string Arithmetic = "multiply-add";
    public const string Reading = "memory-read";

    /// <param name="threads">Counts to measure with; cores may share a unit, so each count is measured, not multiplied.</param>
    /// <param name="seconds">For all together.</param>
    public static IEnumerable<Measurement> Run(IReadOnlyList<int> threads, double seconds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(threads);
        var pace = Pace.Share(seconds, 2 * threads.Count);
        foreach (var count in threads)
        {
            var samples = MultiplyAddLoop.Time(count, pace, cancellation, out var gflop);
            yield return Measurement.Of(Arithmetic, count, samples, gflop, "GFLOP/s") with
            {
                Note = $"best {gflop / samples.Min * 1e3:0.0}; {MultiplyAddLoop.Description}",
            };
        }

        foreach (var count in threads)
        {
            var samples = MemoryRead.Time(count, pace, cancellation, out var gigabytes);
            yield return Measurement.Of(Reading, count, samples, gigabytes, "GB/s") with
            {
                Note = $"best {gigabytes / samples.Min * 1e3:0.0}",
            };
        }
    }
}
