using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>C = op(A) op(B), or C += it.</summary>
/// <remarks>
/// After Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008: B is packed into panels that stay in
/// cache, A is read in place (or, where its rows are not contiguous, packed a block at a time), a tile of C stays in registers.
/// An element of C is summed block by block of <see cref="GemmBlocks.Inner"/>, in each in index order, the first block starting
/// from the bias: the same bits for any thread count and any place of the element in C, and on every processor with fused
/// multiply-adds.
/// </remarks>
internal static unsafe class Gemm
{
    /// <summary>What this processor runs best.</summary>
    public static GemmLevel Best { get; } =
        Vector512.IsHardwareAccelerated ? GemmLevel.Vector512
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? GemmLevel.Vector256
        : GemmLevel.Portable;

    /// <summary>C = op(A) op(B), or C += it, shared among the threads.</summary>
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

    /// <param name="threads">Null: on the calling thread alone.</param>
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
        var arguments = Arguments(shape, a, strideA, c, strideC, isAdding);
        arguments.B = b;
        arguments.StrideB = strideB;
        Run(level, threads, ref arguments);
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
        var arguments = Arguments(new(rows, columns, inner, transposeA, false), a, strideA, c, strideC, isAdding);
        arguments.PackedB = packedB;
        Run(level, null, ref arguments);
    }

    /// <summary>C[i] = op(A[i]) op(B[i]), or C[i] += it, for <paramref name="count"/> products of one shape, shared among the threads.</summary>
    /// <param name="batchStrideA">Floats from one A to the next; 0 for one A used by all. So for B; the C must not overlap.</param>
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
        var arguments = Arguments(shape, a, strideA, c, strideC, isAdding);
        arguments.B = b;
        (arguments.StrideB, arguments.Count) = (strideB, count);
        (arguments.BatchStrideA, arguments.BatchStrideB, arguments.BatchStrideC) = (batchStrideA, batchStrideB, batchStrideC);
        Run(Best, threads, ref arguments);
    }

    /// <summary>C = op(A) op(B) + bias + residual, shared among the threads.</summary>
    /// <param name="bias">(columns), or null.</param>
    /// <param name="residual">(rows × columns), or null.</param>
    public static void MultiplyAndAdd(
        ComputeThreads threads,
        GemmShape shape,
        float* a,
        int strideA,
        float* b,
        int strideB,
        float* bias,
        float* residual,
        int strideResidual,
        float* c,
        int strideC
    )
    {
        var arguments = Arguments(shape, a, strideA, c, strideC, false);
        arguments.B = b;
        arguments.StrideB = strideB;
        arguments.Bias = bias;
        arguments.Addend = residual;
        arguments.StrideAddend = residual is null ? 0 : strideResidual;
        Run(Best, threads, ref arguments);
    }

    private static GemmArguments Arguments(GemmShape shape, float* a, int strideA, float* c, int strideC, bool isAdding) =>
        new()
        {
            Shape = shape,
            A = a,
            StrideA = strideA,
            C = c,
            StrideC = strideC,
            Addend = isAdding ? c : null,
            StrideAddend = isAdding ? strideC : 0,
            Count = 1,
        };

    private static void Run(GemmLevel level, ComputeThreads? threads, ref GemmArguments arguments)
    {
        if (arguments.Shape.Rows == 0 || arguments.Shape.Columns == 0 || arguments.Count == 0)
        {
            return;
        }

        fixed (GemmArguments* pointer = &arguments)
        {
            GemmEngine.Of(level).Multiply(threads, pointer);
        }
    }
}
