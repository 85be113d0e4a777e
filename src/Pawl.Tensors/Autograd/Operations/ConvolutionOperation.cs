using Pawl.Tensors.Kernels.Convolutions;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class ConvolutionOperation : Operation
{
    public Tensor Input { get; set; } = null!;
    public Tensor Weight { get; set; } = null!;
    public Tensor? Bias { get; set; }
    public ConvolutionShape Shape { get; set; }

    public override void Backward(Tape tape)
    {
        var dOutput = Output.Gradient!.Data;
        var isInputAdding = false;
        var isWeightAdding = false;
        var dInput = tape.NeedsGradient(Input) ? tape.GradientToWrite(Input, out isInputAdding) : null;
        var dWeight = tape.NeedsGradient(Weight) ? tape.GradientToWrite(Weight, out isWeightAdding) : null;
        Convolution.Backward(tape.Threads, Shape, dOutput, Input.Data, Weight.Data, dInput, isInputAdding, dWeight, isWeightAdding);
        if (Bias is not null && tape.NeedsGradient(Bias))
        {
            var dBias = tape.GradientToWrite(Bias, out var isBiasAdding);
            Kernels.Linear.BackwardBias(tape, dOutput, dBias, Shape.Batch * Shape.Places, Shape.Outputs, isBiasAdding);
        }
    }
}
