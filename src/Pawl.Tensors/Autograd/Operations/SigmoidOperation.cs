using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class SigmoidOperation : Operation
{
    public Tensor Input { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        var dInput = tape.GradientToWrite(Input, out var isAdding);
        Sigmoid.Backward(tape.Threads, Output.Gradient!.Data, Output.Data, dInput, Input.Length, isAdding);
    }
}
