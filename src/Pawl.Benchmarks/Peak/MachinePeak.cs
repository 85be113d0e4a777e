using Pawl.Benchmarks.Measuring;

namespace Pawl.Benchmarks.Peak;

/// <summary>The most this machine gives, measured in this process when first asked for; what other rates are held against.</summary>
internal sealed class MachinePeak(CancellationToken cancellation)
{
    private static readonly Pace Quick = new(0.05, 0.25, LeastSamples: 5);
    private readonly Dictionary<int, double> _gflops = [];
    private readonly Dictionary<int, double> _bandwidths = [];

    /// <summary>GFLOP/s of that many threads at once, at the best round: what slowed the others is no limit of the processor.</summary>
    public double Gflops(int threads)
    {
        if (!_gflops.TryGetValue(threads, out var rate))
        {
            rate = _gflops[threads] = MultiplyAddLoop.Time(threads, Quick, cancellation, out var gflop) is var samples
                ? gflop / samples.Min * 1e3
                : 0;
        }

        return rate;
    }

    /// <summary>GB/s read from memory by that many threads at once, at the best pass.</summary>
    public double Bandwidth(int threads)
    {
        if (!_bandwidths.TryGetValue(threads, out var rate))
        {
            rate = _bandwidths[threads] = MemoryRead.Time(threads, Quick, cancellation, out var gigabytes) is var samples
                ? gigabytes / samples.Min * 1e3
                : 0;
        }

        return rate;
    }
}
