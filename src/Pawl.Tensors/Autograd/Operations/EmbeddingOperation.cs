using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class EmbeddingOperation : IndexedOperation
{
    public Tensor Table { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        var dTable = tape.GradientToWrite(Table, out var isAdding);
        Elementwise.ClearUnless(isAdding, dTable, Table.Length);
        Lookup.Backward(tape.Threads, Indices, Output.Gradient!.Data, dTable, Table.Shape[1]);
    }
}
