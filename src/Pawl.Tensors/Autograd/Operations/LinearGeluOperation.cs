using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class LinearGeluOperation : Operation
{
    public Tensor Input { get; set; } = null!;
    public Tensor Weight { get; set; } = null!;
    public Tensor? Bias { get; set; }

    /// <summary>Of GELU at x Wᵀ + b.</summary>
    public Tensor Derivative { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        var (rows, inputs, outputs) = (Input.Shape.Rows, Input.Shape.Last, Weight.Shape[0]);
        var dLinear = Derivative.Data;
        Elementwise.Multiply(tape.Threads, Output.Gradient!.Data, dLinear, dLinear, Derivative.Length, false);
        tape.Release(Output);
        if (tape.NeedsGradient(Weight))
        {
            var dWeight = tape.GradientToWrite(Weight, out var isAdding);
            Linear.BackwardWeight(tape, dLinear, Input.Data, dWeight, rows, inputs, outputs, isAdding);
        }

        if (Bias is not null && tape.NeedsGradient(Bias))
        {
            var dBias = tape.GradientToWrite(Bias, out var isAdding);
            Linear.BackwardBias(tape, dLinear, dBias, rows, outputs, isAdding);
        }

        if (tape.NeedsGradient(Input))
        {
            var dInput = tape.GradientToWrite(Input, out var isAdding);
            Linear.BackwardInput(tape.Threads, dLinear, Weight.Data, dInput, rows, inputs, outputs, isAdding);
        }
    }

    public override void Release(Tape tape) => tape.Release(Derivative);
}
