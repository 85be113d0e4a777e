using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Optimizers;

/// <summary>Length of the gradient of all parameters together, and clipping to a longest one.</summary>
/// <remarks>Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013, algorithm 1.</remarks>
public static class GradientNorm
{
    /// <summary>√Σ g² over all gradients; not finite when one of them is not.</summary>
    public static double Measure(ParameterSet parameters, ComputeThreads threads)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _ = threads;
        double sum = 0;
        foreach (var parameter in parameters)
        {
            foreach (var gradient in parameter.Gradient.Values)
            {
                sum += (double)gradient * gradient;
            }
        }

        return Math.Sqrt(sum);
    }

    /// <summary>What to multiply gradients of that norm with so that the norm is <paramref name="maximum"/> at most: 1 or less.</summary>
    /// <param name="maximum">Above 0.</param>
    public static float ClipScale(double norm, float maximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximum);
        return (float)Math.Min(1, maximum / (norm + 1e-6));
    }

    /// <summary>Multiplies the gradients so that their norm is <paramref name="maximum"/> at most.</summary>
    /// <returns>The norm before.</returns>
    public static double Clip(ParameterSet parameters, float maximum, ComputeThreads threads)
    {
        var norm = Measure(parameters, threads);
        var scale = ClipScale(norm, maximum);
        if (scale != 1)
        {
            foreach (var parameter in parameters)
            {
                foreach (ref var gradient in parameter.Gradient.Values)
                {
                    gradient *= scale;
                }
            }
        }

        return norm;
    }
}
