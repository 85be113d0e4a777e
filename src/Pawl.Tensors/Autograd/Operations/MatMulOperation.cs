using Pawl.Tensors.Kernels.Products;

namespace Pawl.Tensors.Autograd.Operations;

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
