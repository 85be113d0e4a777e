using Pawl.Tensors.Kernels.Channels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class GateChannelsOperation : Operation
{
    public Tensor Input { get; set; } = null!;
    public Tensor Gate { get; set; } = null!;
    public Tensor? Residual { get; set; }

    /// <summary>As forward had them.</summary>
    public ChannelGateArguments Forward { get; set; }

    public override void Backward(Tape tape)
    {
        var arguments = Forward;
        arguments.DY = Output.Gradient!.Data;
        var isResidualWanting = tape.NeedsGradient(Residual);
        var isInputWanting = tape.NeedsGradient(Input);
        var isInPlace = isInputWanting && Input.Gradient is null && !isResidualWanting;
        if (isInPlace)
        {
            arguments.DX = arguments.DY;
        }
        else if (isInputWanting)
        {
            arguments.DX = tape.GradientToWrite(Input, out arguments.IsAdding);
        }

        if (tape.NeedsGradient(Gate))
        {
            arguments.DGate = tape.GradientToWrite(Gate, out arguments.IsGateAdding);
        }

        ChannelGate.Backward(tape.Threads, arguments, Input.Shape[0]);
        if (isInPlace)
        {
            tape.HandGradientOn(Output, Input);
        }
        else if (isResidualWanting)
        {
            tape.HandGradientOn(Output, Residual!);
        }
    }
}
