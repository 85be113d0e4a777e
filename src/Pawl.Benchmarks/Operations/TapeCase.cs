using System.Diagnostics;
using Pawl.Benchmarks.Measuring;
using Pawl.Benchmarks.Peak;
using Pawl.Tensors;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Benchmarks.Operations;

/// <summary>An operation of the tape: forward while recording, and backward from a gradient of its output.</summary>
/// <param name="input">Shape of what comes from an earlier operation: as in a model, its gradient is written, not added to.</param>
/// <param name="parameters">Shapes of tensors whose gradients are added to.</param>
/// <param name="run">Runs the operation on the input and the parameters.</param>
internal sealed class TapeCase(
    string name,
    TensorShape input,
    TensorShape[] parameters,
    Cost forward,
    Cost backward,
    Func<Tape, Tensor, Tensor[], Tensor> run
) : OperationCase(name)
{
    public override IEnumerable<Measurement> Measure(ComputeThreads threads, Pace pace, MachinePeak peak, CancellationToken cancellation)
    {
        using var tape = new Tape(threads);
        var random = new Philox4x32(1);
        var values = Normal(random, input);
        var weights = parameters.Select(shape => Normal(random, shape).WithGradient()).ToArray();
        var (ahead, back) = (new Samples(), new Samples());
        Repeat.Run(
            isMeasured =>
            {
                tape.Reset();
                var x = tape.NewTensor(input);
                values.Values.CopyTo(x.Values);
                x.NeedsGradient = true;
                var start = Stopwatch.GetTimestamp();
                var y = run(tape, x, weights);
                var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                var loss = SeedOperation.Record(tape, y);
                start = Stopwatch.GetTimestamp();
                tape.Backward(loss);
                if (isMeasured)
                {
                    back.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    ahead.Add(milliseconds);
                }
            },
            pace,
            cancellation
        );
        yield return Rate($"{Name}-forward", threads.Count, ahead, forward, peak);
        yield return Rate($"{Name}-backward", threads.Count, back, backward, peak);
    }

    private static Tensor Normal(Philox4x32 random, TensorShape shape)
    {
        var tensor = new Tensor(shape);
        random.FillNormal(tensor.Values, 0.1f);
        return tensor;
    }
}
