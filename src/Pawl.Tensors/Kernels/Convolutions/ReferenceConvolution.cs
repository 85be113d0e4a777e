namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>The convolution and its gradients in the slow obvious way, in double, for tests to hold the fast ones against.</summary>
internal static class ReferenceConvolution
{
    /// <summary>y = weight ∗ x + bias.</summary>
    /// <param name="bias">(outputs), or empty for none.</param>
    public static double[] Forward(ConvolutionShape shape, ReadOnlySpan<double> x, ReadOnlySpan<double> weight, ReadOnlySpan<double> bias)
    {
        var y = new double[shape.Batch * shape.Places * shape.Outputs];
        for (var target = 0; target < y.Length; target++)
        {
            y[target] = bias.Length == 0 ? 0 : bias[target % shape.Outputs];
        }

        foreach (var (target, source, tap) in Products(shape))
        {
            for (var o = 0; o < shape.Outputs; o++)
            {
                for (var c = 0; c < shape.Inputs; c++)
                {
                    y[target * shape.Outputs + o] +=
                        weight[(o * shape.Inputs + c) * ConvolutionShape.Taps + tap] * x[source * shape.Inputs + c];
                }
            }
        }

        return y;
    }

    /// <summary>The gradients of Σ dY · y.</summary>
    public static (double[] DX, double[] DWeight, double[] DBias) Backward(
        ConvolutionShape shape,
        ReadOnlySpan<double> dY,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> weight
    )
    {
        var dX = new double[shape.Batch * shape.Places * shape.Inputs];
        var dWeight = new double[shape.WeightLength];
        var dBias = new double[shape.Outputs];
        for (var target = 0; target < dY.Length; target++)
        {
            dBias[target % shape.Outputs] += dY[target];
        }

        foreach (var (target, source, tap) in Products(shape))
        {
            for (var o = 0; o < shape.Outputs; o++)
            {
                var d = dY[target * shape.Outputs + o];
                for (var c = 0; c < shape.Inputs; c++)
                {
                    var index = (o * shape.Inputs + c) * ConvolutionShape.Taps + tap;
                    dX[source * shape.Inputs + c] += d * weight[index];
                    dWeight[index] += d * x[source * shape.Inputs + c];
                }
            }
        }

        return (dX, dWeight, dBias);
    }

    /// <summary>Which place of the output takes which place of the input by which weight: those outside the board are left out.</summary>
    private static IEnumerable<(int Target, int Source, int Tap)> Products(ConvolutionShape shape)
    {
        for (var target = 0; target < shape.Batch * shape.Places; target++)
        {
            var (row, column) = (target % shape.Places / shape.Width, target % shape.Width);
            for (var tap = 0; tap < ConvolutionShape.Taps; tap++)
            {
                var (down, right) = (tap / 3 - 1, tap % 3 - 1);
                if (row + down >= 0 && row + down < shape.Height && column + right >= 0 && column + right < shape.Width)
                {
                    yield return (target, target + down * shape.Width + right, tap);
                }
            }
        }
    }
}
