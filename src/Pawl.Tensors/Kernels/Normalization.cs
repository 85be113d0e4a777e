using Pawl.Tensors.Autograd;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Layer normalisation over the last dimension. Statistics are (2 × rows): the means, then 1/√(variance + ε).</summary>
internal static unsafe class Normalization
{
    public static void Forward(
        ComputeThreads threads,
        float* x,
        float* gain,
        float* bias,
        float* y,
        float* statistics,
        int rows,
        int width,
        float epsilon
    )
    {
        _ = threads;
        for (var row = 0; row < rows; row++)
        {
            var input = x + (long)row * width;
            double sum = 0;
            double squares = 0;
            for (var j = 0; j < width; j++)
            {
                sum += input[j];
            }

            var mean = sum / width;
            for (var j = 0; j < width; j++)
            {
                squares += (input[j] - mean) * (input[j] - mean);
            }

            var scale = 1 / Math.Sqrt(squares / width + epsilon);
            statistics[row] = (float)mean;
            statistics[rows + row] = (float)scale;
            for (var j = 0; j < width; j++)
            {
                y[(long)row * width + j] = (float)((input[j] - mean) * scale) * gain[j] + (bias is null ? 0 : bias[j]);
            }
        }
    }

    /// <summary>Adds to <paramref name="dGain"/> and <paramref name="dBias"/>; each target may be null.</summary>
    public static void Backward(
        Tape tape,
        float* dY,
        float* x,
        float* gain,
        float* statistics,
        float* dX,
        bool isAdding,
        float* dGain,
        float* dBias,
        int rows,
        int width
    )
    {
        _ = tape;
        for (var row = 0; row < rows; row++)
        {
            var input = x + (long)row * width;
            var dOutput = dY + (long)row * width;
            double mean = statistics[row];
            double scale = statistics[rows + row];
            double sum = 0;
            double weighted = 0;
            for (var j = 0; j < width; j++)
            {
                var normal = (input[j] - mean) * scale;
                var d = (double)dOutput[j] * gain[j];
                sum += d;
                weighted += d * normal;
                if (dGain is not null)
                {
                    dGain[j] += (float)(dOutput[j] * normal);
                }

                if (dBias is not null)
                {
                    dBias[j] += dOutput[j];
                }
            }

            for (var j = 0; dX is not null && j < width; j++)
            {
                var normal = (input[j] - mean) * scale;
                var value = (float)(scale * ((double)dOutput[j] * gain[j] - sum / width - normal * weighted / width));
                var target = dX + (long)row * width + j;
                *target = isAdding ? *target + value : value;
            }
        }
    }
}
