using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Tests.Autograd;

/// <summary>Operations written out in double.</summary>
internal static class Formulas
{
    public static double Gelu(double x, GeluForm form) =>
        form == GeluForm.Exact
            ? 0.5 * x * (1 + ErrorFunction(x / Math.Sqrt(2)))
            : 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));

    /// <summary>Maclaurin series near zero, elsewhere the continued fraction of the complement.</summary>
    public static double ErrorFunction(double x)
    {
        if (Math.Abs(x) > 2)
        {
            double fraction = 0;
            for (var n = 100; n >= 1; n--)
            {
                fraction = n / 2.0 / (Math.Abs(x) + fraction);
            }

            return Math.Sign(x) * (1 - Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (Math.Abs(x) + fraction));
        }

        var (sum, term) = (x, x);
        for (var n = 1; n < 150; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    public static double[] LayerNorm(double[] x, double[] gain, double[] bias, int rows, int width)
    {
        var y = new double[x.Length];
        for (var row = 0; row < rows; row++)
        {
            var values = x.AsSpan(row * width, width).ToArray();
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + 1e-5);
            for (var j = 0; j < width; j++)
            {
                y[row * width + j] = (values[j] - mean) / deviation * gain[j] + bias[j];
            }
        }

        return y;
    }

    public static double[] CausalAttention(double[] x, AttentionShape shape, DropoutMask mask)
    {
        var (length, width, head) = (shape.Length, shape.Width, shape.HeadWidth);
        var y = new double[shape.Batch * length * width];
        var paddedLength = (length + DropoutMask.Group - 1) / DropoutMask.Group * DropoutMask.Group;
        for (var unit = 0; unit < shape.Batch * shape.Heads; unit++)
        {
            var (b, h) = (unit / shape.Heads, unit % shape.Heads);
            for (var t = 0; t < length; t++)
            {
                var weights = new double[t + 1];
                for (var s = 0; s <= t; s++)
                {
                    double score = 0;
                    for (var d = 0; d < head; d++)
                    {
                        score += At(t, 0, d) * At(s, 1, d);
                    }

                    weights[s] = Math.Exp(score / Math.Sqrt(head));
                }

                var sum = weights.Sum();
                for (var s = 0; s <= t; s++)
                {
                    var factor = mask.Probability == 0 ? 1 : mask.Factor(((long)unit * length + t) * paddedLength + s);
                    for (var d = 0; d < head; d++)
                    {
                        y[(b * length + t) * width + h * head + d] += weights[s] / sum * factor * At(s, 2, d);
                    }
                }
            }

            double At(int row, int part, int d) => x[(b * length + row) * 3 * width + part * width + h * head + d];
        }

        return y;
    }
}
