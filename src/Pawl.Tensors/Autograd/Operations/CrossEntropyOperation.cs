using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class CrossEntropyOperation : IndexedOperation
{
    public Tensor Logits { get; set; } = null!;
    public Tensor Statistics { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        var dLogits = tape.GradientToWrite(Logits, out var isAdding);
        CrossEntropy.Backward(
            tape.Threads,
            Output.Gradient!.Data[0],
            Logits.Data,
            Indices,
            Statistics.Data,
            dLogits,
            Logits.Shape[1],
            isAdding
        );
    }
}
