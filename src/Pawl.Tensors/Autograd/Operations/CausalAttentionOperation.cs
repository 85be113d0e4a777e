using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class CausalAttentionOperation : Operation
{
    public Tensor Input { get; set; } = null!;
    public Tensor Statistics { get; set; } = null!;
    public AttentionShape Shape { get; set; }
    public DropoutMask Mask { get; set; }

    public override void Backward(Tape tape)
    {
        var dInput = tape.GradientToWrite(Input, out var isAdding);
        Attention.Backward(tape.Threads, Shape, Mask, Output.Gradient!.Data, Input.Data, Output.Data, Statistics.Data, dInput, isAdding);
    }
}
