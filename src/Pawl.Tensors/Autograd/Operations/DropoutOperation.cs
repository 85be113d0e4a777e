using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class DropoutOperation : Operation
{
    public Tensor Input { get; set; } = null!;
    public DropoutMask Mask { get; set; }

    public override void Backward(Tape tape)
    {
        var dInput = tape.GradientToWrite(Input, out var isAdding);
        Dropout.Apply(tape.Threads, Mask, Output.Gradient!.Data, dInput, Input.Length, isAdding);
    }
}
