using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class ReshapeOperation : Operation
{
    public Tensor Input { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        var dInput = tape.GradientToWrite(Input, out var isAdding);
        Elementwise.Accumulate(tape.Threads, Output.Gradient!.Data, dInput, Input.Length, isAdding);
    }
}
