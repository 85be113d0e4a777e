using Pawl.Tensors.Autograd.Operations;
using Pawl.Tensors.Kernels.Products;

namespace Pawl.Tensors.Autograd;

/// <content>Products with weights. Rows are all dimensions but the last, read as one.</content>
public sealed unsafe partial class Tape
{
    /// <summary>y = x Wᵀ + b + r.</summary>
    /// <param name="input">(…, in).</param>
    /// <param name="weight">(out, in).</param>
    /// <param name="bias">(out), or null.</param>
    /// <param name="residual">(…, out), or null.</param>
    /// <returns>(…, out).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null, Tensor? residual = null)
    {
        Require(
            weight.Shape.Rank == 2 && input.Shape.Last == weight.Shape[1],
            "Linear",
            "input (…, in) and weight (out, in)",
            input,
            weight
        );
        Require(
            bias is null || (bias.Shape.Rank == 1 && bias.Length == weight.Shape[0]),
            "Linear",
            "weight (out, in) and bias (out)",
            weight,
            bias
        );
        var output = NewTensor(WithLast(input.Shape, weight.Shape[0]));
        Require(residual is null || residual.Shape == output.Shape, "Linear", "a residual of the output's shape", output, residual);
        Kernels.Linear.Forward(
            Threads,
            input.Data,
            weight.Data,
            bias is null ? null : bias.Data,
            residual is null ? null : residual.Data,
            output.Data,
            input.Shape.Rows,
            input.Shape.Last,
            weight.Shape[0]
        );
        if (NeedsGradient(input) || NeedsGradient(weight) || NeedsGradient(bias) || NeedsGradient(residual))
        {
            var operation = Record<LinearOperation>(output);
            operation.Input = input;
            operation.Weight = weight;
            operation.Bias = bias;
            operation.Residual = residual;
        }

        return output;
    }

    /// <summary>Matrix product.</summary>
    /// <param name="left">(rows, inner).</param>
    /// <param name="right">(inner, columns).</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor MatMul(Tensor left, Tensor right)
    {
        Require(
            left.Shape.Rank == 2 && right.Shape.Rank == 2 && left.Shape[1] == right.Shape[0],
            "MatMul",
            "(rows, inner) and (inner, columns)",
            left,
            right
        );
        var output = NewTensor(new TensorShape(left.Shape[0], right.Shape[1]));
        Gemm.Multiply(
            Threads,
            new GemmShape(left.Shape[0], right.Shape[1], left.Shape[1], false, false),
            left.Data,
            left.Shape[1],
            right.Data,
            right.Shape[1],
            output.Data,
            right.Shape[1],
            false
        );
        if (NeedsGradient(left) || NeedsGradient(right))
        {
            var operation = Record<MatMulOperation>(output);
            operation.Left = left;
            operation.Right = right;
        }

        return output;
    }

    /// <summary>The products of two batches of matrices, one by one.</summary>
    /// <param name="left">(batch, rows, inner), or (batch, inner, rows) if <paramref name="transposeLeft"/>.</param>
    /// <param name="right">(batch, inner, columns), or (batch, columns, inner) if <paramref name="transposeRight"/>.</param>
    /// <returns>(batch, rows, columns).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor BatchMatMul(Tensor left, Tensor right, bool transposeLeft = false, bool transposeRight = false)
    {
        Require(
            left.Shape.Rank == 3
                && right.Shape.Rank == 3
                && left.Shape[0] == right.Shape[0]
                && left.Shape[transposeLeft ? 1 : 2] == right.Shape[transposeRight ? 2 : 1],
            "BatchMatMul",
            (transposeLeft ? "(batch, inner, rows)" : "(batch, rows, inner)")
                + " and "
                + (transposeRight ? "(batch, columns, inner)" : "(batch, inner, columns)"),
            left,
            right
        );
        var (rows, inner) = transposeLeft ? (left.Shape[2], left.Shape[1]) : (left.Shape[1], left.Shape[2]);
        var columns = right.Shape[transposeRight ? 1 : 2];
        var output = NewTensor(new TensorShape(left.Shape[0], rows, columns));
        BatchMatMulOperation.Multiply(
            this,
            new GemmShape(rows, columns, inner, transposeLeft, transposeRight),
            left,
            right,
            output.Data,
            false
        );
        if (NeedsGradient(left) || NeedsGradient(right))
        {
            var operation = Record<BatchMatMulOperation>(output);
            operation.Left = left;
            operation.Right = right;
            operation.TransposeLeft = transposeLeft;
            operation.TransposeRight = transposeRight;
        }

        return output;
    }
}
