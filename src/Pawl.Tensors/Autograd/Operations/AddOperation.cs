using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class AddOperation : Operation
{
    public Tensor Left { get; set; } = null!;
    public Tensor Right { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        if (tape.NeedsGradient(Right))
        {
            var dRight = tape.GradientToWrite(Right, out var isAdding);
            Elementwise.Accumulate(tape.Threads, Output.Gradient!.Data, dRight, Right.Length, isAdding);
        }

        if (tape.NeedsGradient(Left))
        {
            tape.HandGradientOn(Output, Left);
        }
    }
}
