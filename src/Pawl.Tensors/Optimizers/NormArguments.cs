using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Optimizers;

/// <summary>Sums of squares by chunk, and their kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NormArguments
{
    public ParameterChunk* Chunks;
    public float* Gradients;

    /// <summary>One per chunk.</summary>
    public double* Partials;

    public static void Sum(void* state, int unit)
    {
        ref var arguments = ref *(NormArguments*)state;
        var chunk = arguments.Chunks[unit];
        var gradients = arguments.Gradients + chunk.Offset;
        var low = Vector256<double>.Zero;
        var high = Vector256<double>.Zero;
        for (var i = 0; i < chunk.Length; i += Lanes.Count)
        {
            var (first, second) = Vector256.Widen(Lanes.Load(gradients + i, chunk.Length - i));
            low = Vector256.MultiplyAddEstimate(first, first, low);
            high = Vector256.MultiplyAddEstimate(second, second, high);
        }

        var four = low + high;
        arguments.Partials[unit] = (four[0] + four[2]) + (four[1] + four[3]);
    }
}
