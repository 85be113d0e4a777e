using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

internal static unsafe class Gemm
{
    public static void Multiply(
        ComputeThreads threads,
        GemmShape shape,
        float* a,
        int strideA,
        float* b,
        int strideB,
        float* c,
        int strideC,
        bool isAdding
    )
    {
        _ = threads;
        ReferenceGemm.Multiply(shape, a, strideA, b, strideB, c, strideC, isAdding);
    }
}
