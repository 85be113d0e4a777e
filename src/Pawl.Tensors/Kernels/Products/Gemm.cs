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

    /// <summary>The same with op(B) packed by <see cref="PackedOperand"/>, on the calling thread alone: for an operand that is used again.</summary>
    /// <param name="a">(rows × inner), or (inner × rows) if <paramref name="transposeA"/>.</param>
    public static void MultiplyPacked(
        int rows,
        int columns,
        int inner,
        bool transposeA,
        float* a,
        int strideA,
        float* packedB,
        float* c,
        int strideC,
        bool isAdding
    ) => MultiplyPacked(Best, rows, columns, inner, transposeA, a, strideA, packedB, c, strideC, isAdding);

    public static void MultiplyPacked(
        GemmLevel level,
        int rows,
        int columns,
        int inner,
        bool transposeA,
        float* a,
        int strideA,
        float* packedB,
        float* c,
        int strideC,
        bool isAdding
    )
    {
        if (rows == 0 || columns == 0)
        {
            return;
        }

        var arguments = new GemmArguments
        {
            Shape = new(rows, columns, inner, transposeA, false),
            A = a,
            StrideA = strideA,
            PackedB = packedB,
            C = c,
            StrideC = strideC,
            IsAdding = isAdding,
        };
        switch (level)
        {
            case GemmLevel.Vector512:
                PackedGemm<GemmKernel512>.MultiplyPacked(ref arguments);
                break;
            case GemmLevel.Vector256:
                PackedGemm<GemmKernel256>.MultiplyPacked(ref arguments);
                break;
            default:
                PackedGemm<GemmKernelScalar>.MultiplyPacked(ref arguments);
                break;
        }
    }

    /// <summary>C[i] = op(A[i]) op(B[i]), or adds it, for <paramref name="count"/> products of one shape, shared among the threads.</summary>
    /// <param name="batchStrideA">Floats from one A to the next; 0 for one A used by all. So for B; C's must not overlap.</param>
    public static void MultiplyBatch(
        ComputeThreads threads,
        GemmShape shape,
        int count,
        float* a,
        int strideA,
        long batchStrideA,
        float* b,
        int strideB,
        long batchStrideB,
        float* c,
        int strideC,
        long batchStrideC,
        bool isAdding
    )
    {
        var arguments = new BatchArguments(shape, a, strideA, batchStrideA, b, strideB, batchStrideB, c, strideC, batchStrideC, isAdding);
        threads.Run(&ProductOfBatch, &arguments, count);
    }

    private static void ProductOfBatch(void* state, int product)
    {
        ref var arguments = ref *(BatchArguments*)state;
        MultiplyAlone(
            arguments.Shape,
            arguments.A + product * arguments.BatchStrideA,
            arguments.StrideA,
            arguments.B + product * arguments.BatchStrideB,
            arguments.StrideB,
            arguments.C + product * arguments.BatchStrideC,
            arguments.StrideC,
            arguments.IsAdding
        );
    }

    private readonly struct BatchArguments(
        GemmShape shape,
        float* a,
        int strideA,
        long batchStrideA,
        float* b,
        int strideB,
        long batchStrideB,
        float* c,
        int strideC,
        long batchStrideC,
        bool isAdding
    )
    {
        public readonly GemmShape Shape = shape;
        public readonly float* A = a;
        public readonly int StrideA = strideA;
        public readonly long BatchStrideA = batchStrideA;
        public readonly float* B = b;
        public readonly int StrideB = strideB;
        public readonly long BatchStrideB = batchStrideB;
        public readonly float* C = c;
        public readonly int StrideC = strideC;
        public readonly long BatchStrideC = batchStrideC;
        public readonly bool IsAdding = isAdding;
    }
}
