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
}
