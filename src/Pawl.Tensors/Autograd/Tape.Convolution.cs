using Pawl.Tensors.Autograd.Operations;
using Pawl.Tensors.Kernels.Convolutions;

namespace Pawl.Tensors.Autograd;

/// <content>Convolution.</content>
public sealed unsafe partial class Tape
{
    /// <summary>
    /// Cross-correlation with 3 × 3 weights, step 1, one row and column of zeros around each board, channels last:
    /// y[n, i, j, o] = Σ weight[o, c, a, b] · input[n, i + a − 1, j + b − 1, c] + bias[o].
    /// </summary>
    /// <param name="input">(batch, height, width, inputs).</param>
    /// <param name="weight">(outputs, inputs, 3, 3), as PyTorch keeps it.</param>
    /// <param name="bias">(outputs), or null.</param>
    /// <returns>(batch, height, width, outputs).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Convolution(Tensor input, Tensor weight, Tensor? bias = null)
    {
        Require(
            input.Shape.Rank == 4
                && weight.Shape.Rank == 4
                && input.Shape.Last == weight.Shape[1]
                && weight.Shape[2] == 3
                && weight.Shape[3] == 3,
            "Convolution",
            "input (batch, height, width, inputs) and weight (outputs, inputs, 3, 3)",
            input,
            weight
        );
        Require(
            bias is null || (bias.Shape.Rank == 1 && bias.Length == weight.Shape[0]),
            "Convolution",
            "weight (outputs, inputs, 3, 3) and bias (outputs)",
            weight,
            bias
        );
        var output = NewTensor(WithLast(input.Shape, weight.Shape[0]));
        var shape = new ConvolutionShape(input.Shape[0], input.Shape[1], input.Shape[2], input.Shape[3], weight.Shape[0]);
        Kernels.Convolutions.Convolution.Forward(Threads, shape, input.Data, weight.Data, bias is null ? null : bias.Data, output.Data);
        if (NeedsGradient(input) || NeedsGradient(weight) || NeedsGradient(bias))
        {
            var operation = Record<ConvolutionOperation>(output);
            operation.Input = input;
            operation.Weight = weight;
            operation.Bias = bias;
            operation.Shape = shape;
        }

        return output;
    }
}
