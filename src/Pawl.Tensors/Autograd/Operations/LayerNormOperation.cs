using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class LayerNormOperation : Operation
{
    public Tensor Input { get; set; } = null!;
    public Tensor Gain { get; set; } = null!;
    public Tensor? Bias { get; set; }
    public Tensor Statistics { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        var (rows, width) = (Input.Shape.Rows, Input.Shape.Last);
        var isInputAdding = false;
        var isGainAdding = false;
        var isBiasAdding = false;
        var dInput = tape.NeedsGradient(Input) ? tape.GradientToWrite(Input, out isInputAdding) : null;
        var dGain = tape.NeedsGradient(Gain) ? tape.GradientToWrite(Gain, out isGainAdding) : null;
        var dBias = Bias is not null && tape.NeedsGradient(Bias) ? tape.GradientToWrite(Bias, out isBiasAdding) : null;
        Elementwise.ClearUnless(isGainAdding, dGain, width);
        Elementwise.ClearUnless(isBiasAdding, dBias, width);
        Normalization.Backward(
            tape,
            Output.Gradient!.Data,
            Input.Data,
            Gain.Data,
            Statistics.Data,
            dInput,
            isInputAdding,
            dGain,
            dBias,
            rows,
            width
        );
    }
}
