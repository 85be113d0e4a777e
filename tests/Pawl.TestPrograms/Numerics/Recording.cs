using Pawl.Tensors;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.TestPrograms.Numerics;

/// <summary>Runs operations forward, and backward from a random weighting of what they gave.</summary>
internal sealed class Recording(ComputeThreads threads, Philox4x32 random, Results results)
{
    public void Do(string name, TensorShape[] shapes, Func<Tape, Tensor[], Tensor> operation)
    {
        var inputs = Array.ConvertAll(shapes, shape => new Tensor(shape).WithGradient());
        foreach (var input in inputs)
        {
            random.FillNormal(input.Values, 1);
        }

        using var tape = new Tape(threads);
        var output = operation(tape, inputs);
        results.Add($"{name}.output", output.Values);
        var weights = new Tensor(new TensorShape(output.Length, 1));
        random.FillNormal(weights.Values, 1);
        tape.Backward(tape.MatMul(tape.Reshape(output, new(1, output.Length)), weights));
        for (var i = 0; i < inputs.Length; i++)
        {
            results.Add($"{name}.gradient.{i}", inputs[i].Gradient!.Values);
        }
    }
}
