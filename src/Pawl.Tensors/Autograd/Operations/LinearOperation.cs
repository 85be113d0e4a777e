using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class LinearOperation : Operation
{
    public Tensor Input { get; set; } = null!;
    public Tensor Weight { get; set; } = null!;
    public Tensor? Bias { get; set; }
    public Tensor? Residual { get; set; }

    public override void Backward(Tape tape)
    {
        var dOutput = Output.Gradient!.Data;
        var (rows, inputs, outputs) = (Input.Shape.Rows, Input.Shape.Last, Weight.Shape[0]);
        if (tape.NeedsGradient(Weight))
        {
            var dWeight = tape.GradientToWrite(Weight, out var isAdding);
            Linear.BackwardWeight(tape, dOutput, Input.Data, dWeight, rows, inputs, outputs, isAdding);
        }

        if (Bias is not null && tape.NeedsGradient(Bias))
        {
            var dBias = tape.GradientToWrite(Bias, out var isAdding);
            Linear.BackwardBias(tape, dOutput, dBias, rows, outputs, isAdding);
        }

        if (tape.NeedsGradient(Input))
        {
            var dInput = tape.GradientToWrite(Input, out var isAdding);
            Linear.BackwardInput(tape.Threads, dOutput, Weight.Data, dInput, rows, inputs, outputs, isAdding);
        }

        if (Residual is not null && tape.NeedsGradient(Residual))
        {
            tape.HandGradientOn(Output, Residual);
        }
    }
}
