namespace Pawl.Tensors.Tests.Kernels.BatchNormalization;

/// <summary>Batch normalisation written out in double.</summary>
internal static class BatchNormFormula
{
    public static double[] Training(double[] x, double[] gain, double[] bias, double[]? residual, bool isRectified)
    {
        var channels = gain.Length;
        var mean = new double[channels];
        var variance = new double[channels];
        for (var j = 0; j < channels; j++)
        {
            (mean[j], variance[j]) = Moments(x, j, channels);
        }

        return Apply(x, gain, bias, mean, variance, residual, isRectified);
    }

    /// <summary>Mean and biased variance of a channel.</summary>
    public static (double Mean, double Variance) Moments(double[] x, int channel, int channels)
    {
        var values = x.Where((_, i) => i % channels == channel).ToArray();
        var mean = values.Average();
        return (mean, values.Average(value => (value - mean) * (value - mean)));
    }

    public static double[] Apply(
        double[] x,
        double[] gain,
        double[] bias,
        double[] mean,
        double[] variance,
        double[]? residual,
        bool isRectified
    )
    {
        var y = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var j = i % gain.Length;
            var value = (x[i] - mean[j]) / Math.Sqrt(variance[j] + 1e-5) * gain[j] + bias[j] + (residual?[i] ?? 0);
            y[i] = isRectified ? Math.Max(0, value) : value;
        }

        return y;
    }
}
