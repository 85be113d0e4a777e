namespace Pawl.Tensors.Autograd;

/// <summary>
/// What batch normalisation has seen in training and uses in evaluation: a mean and a variance per channel. A part of the model,
/// saved with it, but no parameter: it takes no gradient and no optimizer moves it.
/// </summary>
/// <remarks>After a training batch each is 0.9 × itself + 0.1 × the batch's (the variance there without bias), as PyTorch's default is.</remarks>
public sealed class RunningStatistics
{
    /// <summary>Weight of the newest batch.</summary>
    public const float Momentum = 0.1f;

    /// <summary>Added to every variance before its root.</summary>
    public const float Epsilon = 1e-5f;

    /// <param name="mean">(channels).</param>
    /// <param name="variance">(channels).</param>
    /// <exception cref="ArgumentException">The shapes differ or have not one dimension.</exception>
    public RunningStatistics(Tensor mean, Tensor variance)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        if (mean.Shape.Rank != 1 || mean.Shape != variance.Shape)
        {
            throw new ArgumentException($"Running statistics are two tensors (channels): got {mean.Shape} and {variance.Shape}.");
        }

        (Mean, Variance) = (mean, variance);
    }

    /// <summary>Of a network that has seen nothing: mean 0, variance 1.</summary>
    public RunningStatistics(int channels)
        : this(new Tensor(new TensorShape(channels)), new Tensor(new TensorShape(channels)))
    {
        Variance.Values.Fill(1);
    }

    public Tensor Mean { get; }

    public Tensor Variance { get; }

    /// <param name="variance">The biased one of the batch.</param>
    /// <param name="rows">Numbers per channel in the batch, two or more.</param>
    internal void Update(ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, int rows)
    {
        var runningMean = Mean.Values;
        var runningVariance = Variance.Values;
        var unbiased = (float)(rows / (rows - 1.0));
        for (var j = 0; j < runningMean.Length; j++)
        {
            runningMean[j] = (1 - Momentum) * runningMean[j] + Momentum * mean[j];
            runningVariance[j] = (1 - Momentum) * runningVariance[j] + Momentum * (variance[j] * unbiased);
        }
    }
}
