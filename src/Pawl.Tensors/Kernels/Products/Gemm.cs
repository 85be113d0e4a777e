using System.Runtime.Intrinsics;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>C = op(A) op(B), or C += it.</summary>
/// <remarks>
/// After Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008: B is packed into panels that stay in
/// cache, A is read in place (or, where its rows are not contiguous, packed a block at a time), a tile of C stays in registers.
/// An element of C is summed block by block of <see cref="GemmBlocks.Inner"/>, in each in index order: the same bits for any
/// thread count, any kernel, and any place of the element in C.
/// </remarks>
internal static unsafe class Gemm
{
    /// <summary>What this processor runs best.</summary>
    public static GemmLevel Best { get; } =
        Vector512.IsHardwareAccelerated ? GemmLevel.Vector512
        : Vector256.IsHardwareAccelerated ? GemmLevel.Vector256
        : GemmLevel.Scalar;

    /// <summary>Shares the product among the threads.</summary>
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
    ) => Multiply(Best, threads, shape, a, strideA, b, strideB, c, strideC, isAdding);

    public static void Multiply(
        GemmLevel level,
        ComputeThreads? threads,
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
        if (shape.Rows == 0 || shape.Columns == 0)
        {
            return;
        }

        var arguments = new GemmArguments
        {
            Shape = shape,
            A = a,
            StrideA = strideA,
            B = b,
            StrideB = strideB,
            C = c,
            StrideC = strideC,
            IsAdding = isAdding,
        };
        switch (level)
        {
            case GemmLevel.Vector512:
                PackedGemm<GemmKernel512>.Multiply(threads, ref arguments);
                break;
            case GemmLevel.Vector256:
                PackedGemm<GemmKernel256>.Multiply(threads, ref arguments);
                break;
            default:
                PackedGemm<GemmKernelScalar>.Multiply(threads, ref arguments);
                break;
        }
    }

    /// <summary>The same product on the calling thread alone, for use inside a unit of work.</summary>
    public static void MultiplyAlone(GemmShape shape, float* a, int strideA, float* b, int strideB, float* c, int strideC, bool isAdding) =>
        Multiply(Best, null, shape, a, strideA, b, strideB, c, strideC, isAdding);
}
