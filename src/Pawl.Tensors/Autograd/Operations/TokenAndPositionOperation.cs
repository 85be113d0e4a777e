using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class TokenAndPositionOperation : IndexedOperation
{
    public Tensor TokenTable { get; set; } = null!;
    public Tensor PositionTable { get; set; } = null!;
    public int Length { get; set; }

    public override void Backward(Tape tape)
    {
        var width = TokenTable.Shape[1];
        if (tape.NeedsGradient(TokenTable))
        {
            var dTable = tape.GradientToWrite(TokenTable, out var isAdding);
            Elementwise.ClearUnless(isAdding, dTable, TokenTable.Length);
            Lookup.Backward(tape.Threads, Indices, Output.Gradient!.Data, dTable, width);
        }

        if (tape.NeedsGradient(PositionTable))
        {
            var dTable = tape.GradientToWrite(PositionTable, out var isAdding);
            Elementwise.ClearUnless(isAdding, dTable, PositionTable.Length);
            Lookup.BackwardPositions(tape.Threads, Output.Gradient!.Data, dTable, Indices.Length / Length, Length, width);
        }
    }
}
