using Pawl.Benchmarks.Measuring;
using Pawl.Benchmarks.Peak;
using Pawl.Tensors;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Modules;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Benchmarks.Tower;

/// <summary>A residual tower over boards, as in a network that plays a board game.</summary>
public static class TowerBenchmark
{
    private const ulong Seed = 1337;
    private const double WarmUpSeconds = 0.5;

    /// <param name="seconds">For the timed calls, of which there are five at least.</param>
    public static Measurement Run(TowerWork work, int threadCount, double seconds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var threads = new ComputeThreads(threadCount);
        var tower = new ResidualTower(new ResidualTowerSettings(TowerWork.Blocks, TowerWork.Channels), Seed);
        var boards = new Tensor(new TensorShape(work.Batch, TowerWork.Side, TowerWork.Side, TowerWork.Channels));
        new Philox4x32(1).FillNormal(boards.Values, 1);
        var pace = new Pace(WarmUpSeconds, seconds);
        return work.IsTraining
            ? Train(work, tower, boards, threads, pace, cancellation)
            : Infer(work, tower, boards, threads, pace, cancellation);
    }

    private static Measurement Train(
        TowerWork work,
        ResidualTower tower,
        Tensor boards,
        ComputeThreads threads,
        Pace pace,
        CancellationToken cancellation
    )
    {
        using var tape = new Tape(threads);
        var loss = 0f;
        var samples = Repeat.Time(Step, pace, cancellation);
        return Measure(work, threads.Count, samples, Step, loss, cancellation);

        void Step()
        {
            tower.State.Parameters.ZeroGradients();
            tape.Reset();
            var error = tape.MeanSquaredError(tower.Forward(tape, boards, isTraining: true));
            loss = error.Values[0];
            tape.Backward(error);
        }
    }

    private static Measurement Infer(
        TowerWork work,
        ResidualTower tower,
        Tensor boards,
        ComputeThreads threads,
        Pace pace,
        CancellationToken cancellation
    )
    {
        using var frozen = new FrozenTower(tower, null, TowerWork.Side, TowerWork.Side, threads);
        var output = new Tensor(boards.Shape);
        var samples = Repeat.Time(Step, pace, cancellation);
        double sum = 0;
        foreach (var value in output.Values)
        {
            sum += value * value;
        }

        return Measure(work, threads.Count, samples, Step, sum / output.Length, cancellation);

        void Step() => frozen.Run(boards.Values, work.Batch, output.Values);
    }

    /// <param name="loss">Mean of the squared outputs.</param>
    private static Measurement Measure(
        TowerWork work,
        int threads,
        Samples samples,
        Action step,
        double loss,
        CancellationToken cancellation
    )
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        step();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var gflops = work.Gflop / samples.Median * 1e3;
        var measurement = Measurement.Of(work.Name, threads, samples, work.Batch, "positions/s");
        return measurement with
        {
            Gflops = gflops,
            PeakPercent = 100 * gflops / new MachinePeak(cancellation).Gflops(threads),
            Loss = loss,
            ManagedBytes = allocated,
        };
    }
}
