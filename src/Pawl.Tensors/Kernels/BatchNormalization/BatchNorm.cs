using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.BatchNormalization;

/// <summary>y = (x − mean) · factor + bias [+ residual], [0 where that is below 0], per channel.</summary>
internal static unsafe class BatchNorm
{
    /// <summary>factor = gain / √(variance + ε), the floats beyond the channels 0; <paramref name="paddedBias"/> likewise.</summary>
    /// <param name="variance">(channels), as gain and bias are: nothing beyond is read.</param>
    /// <param name="inverseDeviation">Written, of the padded length, as the two after it are.</param>
    public static void Factors(
        float* variance,
        float* gain,
        float* bias,
        float* inverseDeviation,
        float* factor,
        float* paddedBias,
        int channels,
        int padded,
        float epsilon
    )
    {
        for (var j = 0; j < padded; j++)
        {
            var isChannel = j < channels;
            inverseDeviation[j] = isChannel ? (float)(1 / Math.Sqrt((double)variance[j] + epsilon)) : 0;
            factor[j] = isChannel ? inverseDeviation[j] * gain[j] : 0;
            paddedBias[j] = isChannel ? bias[j] : 0;
        }
    }

    /// <summary>Writes y, which may be x or the residual.</summary>
    public static void Forward(ComputeThreads threads, in BatchNormArguments arguments)
    {
        var copy = arguments;
        threads.Run(&ForwardUnit, &copy, arguments.Units.Count);
    }

    private static void ForwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(BatchNormArguments*)state;
        var (start, end) = arguments.Units.Range(unit);
        var channels = arguments.Channels;
        for (var row = start; row < end; row++)
        {
            var offset = (long)row * channels;
            var j = 0;
            for (; j + Lanes.Count <= channels; j += Lanes.Count)
            {
                Normalize<WholeLanes>(ref arguments, offset + j, j, channels - j);
            }

            if (j < channels)
            {
                Normalize<PartLanes>(ref arguments, offset + j, j, channels - j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalize<TAccess>(ref BatchNormArguments arguments, long offset, int j, int remaining)
        where TAccess : struct, ILaneAccess
    {
        var value = Apply(
            TAccess.Load(arguments.X + offset, remaining),
            Vector256.Load(arguments.Mean + j),
            Vector256.Load(arguments.Factor + j),
            Vector256.Load(arguments.Bias + j)
        );
        if (arguments.Residual is not null)
        {
            value += TAccess.Load(arguments.Residual + offset, remaining);
        }

        if (arguments.IsRectified)
        {
            value = Rectifier.Apply(value);
        }

        TAccess.Store(value, arguments.Y + offset, remaining);
    }

    /// <summary>The one formula of forward and of the mask that backward computes again: both see the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Apply(Vector256<float> x, Vector256<float> mean, Vector256<float> factor, Vector256<float> bias) =>
        Vector256.MultiplyAddEstimate(x - mean, factor, bias);
}
