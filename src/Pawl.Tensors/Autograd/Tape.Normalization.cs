using Pawl.Tensors.Autograd.Operations;
using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd;

/// <content>Normalisation. Rows are all dimensions but the last, read as one.</content>
public sealed unsafe partial class Tape
{
    /// <summary>y = (x − mean) / √(variance + ε) · gain + bias over the last dimension; the variance is the biased one.</summary>
    /// <param name="input">(…, width).</param>
    /// <param name="gain">(width).</param>
    /// <param name="bias">(width), or null.</param>
    /// <remarks>Ba, Kiros and Hinton, "Layer normalization", 2016.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor LayerNorm(Tensor input, Tensor gain, Tensor? bias = null, float epsilon = 1e-5f)
    {
        Require(gain.Shape.Rank == 1 && gain.Length == input.Shape.Last, "LayerNorm", "input (…, width) and gain (width)", input, gain);
        Require(bias is null || bias.Shape == gain.Shape, "LayerNorm", "gain and bias of one shape", gain, bias);
        var rows = input.Shape.Rows;
        var output = NewTensor(input.Shape);
        var statistics = NewTensor(new TensorShape(2, rows));
        Normalization.Forward(
            Threads,
            input.Data,
            gain.Data,
            bias is null ? null : bias.Data,
            output.Data,
            statistics.Data,
            rows,
            input.Shape.Last,
            epsilon
        );
        if (NeedsGradient(input) || NeedsGradient(gain) || NeedsGradient(bias))
        {
            var operation = Record<LayerNormOperation>(output);
            operation.Input = input;
            operation.Gain = gain;
            operation.Bias = bias;
            operation.Statistics = statistics;
        }

        return output;
    }
}
