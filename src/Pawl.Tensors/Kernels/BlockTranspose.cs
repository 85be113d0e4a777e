using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pawl.Tensors.Kernels;

/// <summary>target[j, i] = source[i, j] for blocks of a matrix.</summary>
internal static unsafe class BlockTranspose
{
    /// <param name="rows">Of the source.</param>
    /// <param name="columns">Of the source.</param>
    public static void Copy(float* source, nint sourceStride, float* target, nint targetStride, int rows, int columns)
    {
        var wholeRows = Avx.IsSupported ? rows & -8 : 0;
        var wholeColumns = columns & -8;
        for (var i = 0; i < wholeRows; i += 8)
        {
            for (var j = 0; j < wholeColumns; j += 8)
            {
                Copy8x8(source + i * sourceStride + j, sourceStride, target + j * targetStride + i, targetStride);
            }

            CopySlowly(
                source + i * sourceStride + wholeColumns,
                sourceStride,
                target + wholeColumns * targetStride + i,
                targetStride,
                8,
                columns - wholeColumns
            );
        }

        CopySlowly(source + wholeRows * sourceStride, sourceStride, target + wholeRows, targetStride, rows - wholeRows, columns);
    }

    private static void CopySlowly(float* source, nint sourceStride, float* target, nint targetStride, int rows, int columns)
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                target[j * targetStride + i] = source[i * sourceStride + j];
            }
        }
    }

    // Halves of rows i and i + 4 are loaded into one register, so that no lane has to cross later.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy8x8(float* source, nint sourceStride, float* target, nint targetStride)
    {
        Copy4x8(source, sourceStride, target, targetStride);
        Copy4x8(source + 4, sourceStride, target + 4 * targetStride, targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy4x8(float* source, nint sourceStride, float* target, nint targetStride)
    {
        var far = source + 4 * sourceStride;
        var r0 = Pair(source, far);
        var r1 = Pair(source + sourceStride, far + sourceStride);
        var r2 = Pair(source + 2 * sourceStride, far + 2 * sourceStride);
        var r3 = Pair(source + 3 * sourceStride, far + 3 * sourceStride);
        var low01 = Avx.UnpackLow(r0, r1);
        var high01 = Avx.UnpackHigh(r0, r1);
        var low23 = Avx.UnpackLow(r2, r3);
        var high23 = Avx.UnpackHigh(r2, r3);
        Avx.Shuffle(low01, low23, 0b01_00_01_00).Store(target);
        Avx.Shuffle(low01, low23, 0b11_10_11_10).Store(target + targetStride);
        Avx.Shuffle(high01, high23, 0b01_00_01_00).Store(target + 2 * targetStride);
        Avx.Shuffle(high01, high23, 0b11_10_11_10).Store(target + 3 * targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* low, float* high) =>
        Avx.InsertVector128(Vector128.Load(low).ToVector256Unsafe(), Vector128.Load(high), 1);
}
