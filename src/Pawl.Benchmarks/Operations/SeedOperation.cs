using Pawl.Tensors;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Autograd.Operations;

namespace Pawl.Benchmarks.Operations;

/// <summary>The last operation of a recording: hands a gradient that is at hand to a tensor of any shape, and costs nothing.</summary>
internal sealed class SeedOperation : Operation
{
    private Tensor _input = null!;
    private Tensor _seed = null!;

    /// <summary>Records that the loss depends on <paramref name="input"/> with a gradient of one everywhere.</summary>
    /// <returns>The loss to run <see cref="Tape.Backward"/> from; its value means nothing.</returns>
    public static Tensor Record(Tape tape, Tensor input)
    {
        var operation = tape.Record<SeedOperation>(tape.NewTensor(new TensorShape(1)));
        operation._input = input;
        operation._seed = tape.NewTensor(input.Shape);
        operation._seed.Values.Fill(1);
        return operation.Output;
    }

    public override void Backward(Tape tape) => _input.Gradient = _seed;
}
