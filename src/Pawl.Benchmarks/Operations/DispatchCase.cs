using Pawl.Benchmarks.Measuring;
using Pawl.Benchmarks.Peak;
using Pawl.Tensors.Threads;

namespace Pawl.Benchmarks.Operations;

/// <summary>What sharing work costs: jobs whose units do nothing, on the threads of the product and on the runtime's own.</summary>
internal sealed unsafe class DispatchCase() : OperationCase("dispatch")
{
    private const int Batch = 200;

    public override IEnumerable<Measurement> Measure(ComputeThreads threads, Pace pace, MachinePeak peak, CancellationToken cancellation)
    {
        // As many units as a small kernel has.
        var units = 4 * threads.Count;
        var half = pace with { WarmUpSeconds = pace.WarmUpSeconds / 2, Seconds = pace.Seconds / 2 };
        var own = Repeat.Time(() => Dispatch(threads, units), half, cancellation, Batch);
        yield return Measurement.Of("dispatch", threads.Count, own, 1e-3, "jobs/ms") with
        {
            Note = $"{own.Median * 1e3:0.00} µs a job of {units} units",
        };

        var options = new ParallelOptions { MaxDegreeOfParallelism = threads.Count };
        var runtime = Repeat.Time(() => Parallel.For(0, units, options, static _ => { }), half, cancellation, Batch);
        yield return Measurement.Of("dispatch-parallel-for", threads.Count, runtime, 1e-3, "jobs/ms") with
        {
            Note = $"{runtime.Median * 1e3:0.00} µs a job of {units} units",
        };
    }

    private static void Dispatch(ComputeThreads threads, int units) => threads.Run(&Nothing, null, units);

    private static void Nothing(void* state, int unit) { }
}
