using Pawl.Benchmarks.Measuring;
using Pawl.Benchmarks.Peak;
using Pawl.Tensors.Threads;

namespace Pawl.Benchmarks.Operations;

/// <summary>One operation at one size.</summary>
/// <param name="name">Of the work, such as <c>attention-cpu</c>.</param>
internal abstract class OperationCase(string name)
{
    public string Name => name;

    /// <summary>One measurement, or forward and backward.</summary>
    public abstract IEnumerable<Measurement> Measure(ComputeThreads threads, Pace pace, MachinePeak peak, CancellationToken cancellation);

    /// <summary>In GFLOP/s or GB/s, whichever the cost says, and beside it the share of what this machine gives of that.</summary>
    protected static Measurement Rate(string work, int threads, Samples samples, Cost cost, MachinePeak peak)
    {
        var measurement = cost.IsArithmetic
            ? Measurement.Of(work, threads, samples, cost.Gflop, "GFLOP/s")
            : Measurement.Of(work, threads, samples, cost.Gigabytes, "GB/s");
        return measurement with
        {
            PeakPercent = 100 * measurement.Rate / (cost.IsArithmetic ? peak.Gflops(threads) : peak.Bandwidth(threads)),
        };
    }
}
