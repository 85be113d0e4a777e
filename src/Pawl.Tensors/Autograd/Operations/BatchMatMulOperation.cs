using Pawl.Tensors.Kernels.Products;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class BatchMatMulOperation : Operation
{
    public Tensor Left { get; set; } = null!;
    public Tensor Right { get; set; } = null!;
    public bool TransposeLeft { get; set; }
    public bool TransposeRight { get; set; }

    public override void Backward(Tape tape)
    {
        var output = Output.Gradient!;
        var (rows, columns) = (Output.Shape[1], Output.Shape[2]);
        var inner = Left.Shape[TransposeLeft ? 1 : 2];
        if (tape.NeedsGradient(Left))
        {
            // dL = dO op(R)ᵀ, or its transpose
            var dLeft = tape.GradientToWrite(Left, out var isAdding);
            if (TransposeLeft)
            {
                Multiply(tape, new(inner, rows, columns, TransposeRight, true), Right, output, dLeft, isAdding);
            }
            else
            {
                Multiply(tape, new(rows, inner, columns, false, !TransposeRight), output, Right, dLeft, isAdding);
            }
        }

        if (tape.NeedsGradient(Right))
        {
            // dR = op(L)ᵀ dO, or its transpose
            var dRight = tape.GradientToWrite(Right, out var isAdding);
            if (TransposeRight)
            {
                Multiply(tape, new(columns, inner, rows, true, TransposeLeft), output, Left, dRight, isAdding);
            }
            else
            {
                Multiply(tape, new(inner, columns, rows, !TransposeLeft, false), Left, output, dRight, isAdding);
            }
        }
    }

    /// <summary>Each matrix of <paramref name="c"/> = op(left) op(right), or adds it.</summary>
    internal static void Multiply(Tape tape, GemmShape shape, Tensor left, Tensor right, float* c, bool isAdding) =>
        Gemm.MultiplyBatch(
            tape.Threads,
            shape,
            left.Shape[0],
            left.Data,
            left.Shape[2],
            (long)left.Shape[1] * left.Shape[2],
            right.Data,
            right.Shape[2],
            (long)right.Shape[1] * right.Shape[2],
            c,
            shape.Columns,
            (long)shape.Rows * shape.Columns,
            isAdding
        );
}
