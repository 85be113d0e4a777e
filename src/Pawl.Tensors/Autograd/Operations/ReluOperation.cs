using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class ReluOperation : Operation
{
    public Tensor Input { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        var dOutput = Output.Gradient!.Data;
        if (Input.Gradient is null)
        {
            Rectifier.Backward(tape.Threads, dOutput, Output.Data, dOutput, Input.Length, false);
            tape.HandGradientOn(Output, Input);
        }
        else
        {
            Rectifier.Backward(tape.Threads, dOutput, Output.Data, Input.Gradient.Data, Input.Length, true);
        }
    }
}
