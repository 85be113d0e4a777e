using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class GeluOperation : Operation
{
    public Tensor Input { get; set; } = null!;
    public Tensor Derivative { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        var dInput = tape.GradientToWrite(Input, out var isAdding);
        Elementwise.Multiply(tape.Threads, Output.Gradient!.Data, Derivative.Data, dInput, Input.Length, isAdding);
    }

    public override void Release(Tape tape) => tape.Release(Derivative);
}
