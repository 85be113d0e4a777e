using Pawl.Tensors.Kernels.Channels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class MeanPoolOperation : Operation
{
    public Tensor Input { get; set; } = null!;
    public int Positions { get; set; }

    public override void Backward(Tape tape)
    {
        var dInput = tape.GradientToWrite(Input, out var isAdding);
        MeanPool.Backward(tape.Threads, Output.Gradient!.Data, dInput, Input.Shape[0], Positions, Input.Shape.Last, isAdding);
    }
}
