using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

internal static unsafe class Elementwise
{
    public static void ClearUnless(bool isAdding, float* target, int count)
    {
        if (!isAdding && target is not null)
        {
            new Span<float>(target, count).Clear();
        }
    }

    public static void Add(ComputeThreads threads, float* left, float* right, float* output, int count)
    {
        _ = threads;
        for (var i = 0; i < count; i++)
        {
            output[i] = left[i] + right[i];
        }
    }

    public static void Accumulate(ComputeThreads threads, float* source, float* target, int count, bool isAdding)
    {
        _ = threads;
        for (var i = 0; i < count; i++)
        {
            target[i] = isAdding ? target[i] + source[i] : source[i];
        }
    }
}
