using Pawl.Tensors.Kernels;
using Pawl.Tensors.Kernels.Products;

namespace Pawl.Tensors.Autograd;

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

/// <summary>An operation that keeps a copy of the integers it was given.</summary>
internal abstract class IndexedOperation : Operation
{
    private int[] _indices = [];
    private int _count;

    protected ReadOnlySpan<int> Indices => _indices.AsSpan(0, _count);

    public void Keep(ReadOnlySpan<int> indices)
    {
        if (_indices.Length < indices.Length)
        {
            _indices = new int[indices.Length];
        }

        indices.CopyTo(_indices);
        _count = indices.Length;
    }
}

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

internal sealed unsafe class GeluOperation : Operation
{
    public Tensor Input { get; set; } = null!;
    public Tensor Derivative { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        var dInput = tape.GradientToWrite(Input, out var isAdding);
        Elementwise.Multiply(tape.Threads, Output.Gradient!.Data, Derivative.Data, dInput, Input.Length, isAdding);
    }

    public override void Release(Tape tape) => tape.Release(Derivative);
}

internal sealed unsafe class DropoutOperation : Operation
{
    public Tensor Input { get; set; } = null!;
    public DropoutMask Mask { get; set; }

    public override void Backward(Tape tape)
    {
        var dInput = tape.GradientToWrite(Input, out var isAdding);
        Dropout.Apply(tape.Threads, Mask, Output.Gradient!.Data, dInput, Input.Length, isAdding);
    }
}

internal sealed unsafe class ReshapeOperation : Operation
{
    public Tensor Input { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        var dInput = tape.GradientToWrite(Input, out var isAdding);
        Elementwise.Accumulate(tape.Threads, Output.Gradient!.Data, dInput, Input.Length, isAdding);
    }
}

internal sealed unsafe class AddOperation : Operation
{
    public Tensor Left { get; set; } = null!;
    public Tensor Right { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        if (tape.NeedsGradient(Right))
        {
            var dRight = tape.GradientToWrite(Right, out var isAdding);
            Elementwise.Accumulate(tape.Threads, Output.Gradient!.Data, dRight, Right.Length, isAdding);
        }

        if (tape.NeedsGradient(Left))
        {
            tape.HandGradientOn(Output, Left);
        }
    }
}

internal sealed unsafe class MatMulOperation : Operation
{
    public Tensor Left { get; set; } = null!;
    public Tensor Right { get; set; } = null!;

    public override void Backward(Tape tape)
    {
        var dOutput = Output.Gradient!.Data;
        var (rows, inner, columns) = (Left.Shape[0], Left.Shape[1], Right.Shape[1]);
        if (tape.NeedsGradient(Left))
        {
            var dLeft = tape.GradientToWrite(Left, out var isAdding);
            Gemm.Multiply(
                tape.Threads,
                new GemmShape(rows, inner, columns, false, true),
                dOutput,
                columns,
                Right.Data,
                columns,
                dLeft,
                inner,
                isAdding
            );
        }

        if (tape.NeedsGradient(Right))
        {
            var dRight = tape.GradientToWrite(Right, out var isAdding);
            Gemm.Multiply(
                tape.Threads,
                new GemmShape(inner, columns, rows, true, false),
                Left.Data,
                inner,
                dOutput,
                columns,
                dRight,
                columns,
                isAdding
            );
        }
    }
}

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
