using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class MeanSquaredErrorOperation : Operation
{
    public Tensor Input { get; set; } = null!;
    public Tensor? Target { get; set; }

    public override void Backward(Tape tape)
    {
        var dInput = tape.GradientToWrite(Input, out var isAdding);
        var factor = (float)(2.0 / Input.Length * Output.Gradient!.Data[0]);
        var target = Target is null ? null : Target.Data;
        MeanSquaredError.Backward(tape.Threads, factor, Input.Data, target, dInput, Input.Length, isAdding);
    }
}
