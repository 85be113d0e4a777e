using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Optimizers;

/// <summary>Length of the gradient of all parameters together, and clipping to a longest one.</summary>
/// <remarks>Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013, algorithm 1.</remarks>
public static unsafe class GradientNorm
{
    /// <summary>√Σ g² over all gradients; not finite when one of them is not.</summary>
    /// <remarks>Summed in double, in chunks of fixed size that are then added in order.</remarks>
    public static double Measure(ParameterSet parameters, ComputeThreads threads)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(threads);
        var count = parameters.Chunks.Length;
        var partials = (double*)Scratch.OfThread(ScratchUse.Partials, 2L * count);
        fixed (ParameterChunk* chunks = parameters.Chunks)
        {
            var arguments = new NormArguments
            {
                Chunks = chunks,
                Gradients = parameters.FlatGradients,
                Partials = partials,
            };
            threads.Run(&NormArguments.Sum, &arguments, count);
        }

        double sum = 0;
        for (var i = 0; i < count; i++)
        {
            sum += partials[i];
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
