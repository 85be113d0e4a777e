using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

internal static unsafe class Dropout
{
    /// <summary>y = x · mask / (1 − p), or y += that.</summary>
    public static void Apply(ComputeThreads threads, DropoutMask mask, float* x, float* y, int count, bool isAdding)
    {
        _ = threads;
        for (var i = 0; i < count; i++)
        {
            var value = mask.IsKept(i) ? x[i] * mask.Scale : 0;
            y[i] = isAdding ? y[i] + value : value;
        }
    }
}
