using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>Transposed copies of blocks of a matrix.</summary>
internal static unsafe class Packing
{
    /// <summary>target[j, i] = source[i, j] for i in rows and j in columns of the source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint sourceStride, float* target, nint targetStride, int rows, int columns)
    {
        var i = 0;
        for (; Avx.IsSupported && i + 8 <= rows; i += 8)
        {
            var j = 0;
            for (; j + 8 <= columns; j += 8)
            {
                Transpose8x8(source + j, sourceStride, target + j * targetStride, targetStride);
            }

            Single(source + j, sourceStride, target + j * targetStride, targetStride, 8, columns - j);
            source += 8 * sourceStride;
            target += 8;
        }

        for (; i + 4 <= rows; i += 4)
        {
            var j = 0;
            for (; j + 4 <= columns; j += 4)
            {
                Transpose4x4(source + j, sourceStride, target + j * targetStride, targetStride);
            }

            Single(source + j, sourceStride, target + j * targetStride, targetStride, 4, columns - j);
            source += 4 * sourceStride;
            target += 4;
        }

        Single(source, sourceStride, target, targetStride, rows - i, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Single(float* source, nint sourceStride, float* target, nint targetStride, int rows, int columns)
    {
        for (var j = 0; j < columns; j++)
        {
            for (var i = 0; i < rows; i++)
            {
                target[j * targetStride + i] = source[i * sourceStride + j];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8x8(float* source, nint sourceStride, float* target, nint targetStride)
    {
        var lower = source + 4 * sourceStride;
        Transpose8x4(source, lower, sourceStride, target, targetStride);
        Transpose8x4(source + 4, lower + 4, sourceStride, target + 4 * targetStride, targetStride);
    }

    /// <summary>Four columns of eight rows: rows 0–3 go to the low halves, 4–7 to the high ones, so that nothing crosses a half later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8x4(float* upper, float* lower, nint sourceStride, float* target, nint targetStride)
    {
        var r0 = Vector256.Create(Vector128.Load(upper), Vector128.Load(lower));
        var r1 = Vector256.Create(Vector128.Load(upper + sourceStride), Vector128.Load(lower + sourceStride));
        upper += 2 * sourceStride;
        lower += 2 * sourceStride;
        var r2 = Vector256.Create(Vector128.Load(upper), Vector128.Load(lower));
        var r3 = Vector256.Create(Vector128.Load(upper + sourceStride), Vector128.Load(lower + sourceStride));
        var low01 = Avx.UnpackLow(r0, r1);
        var high01 = Avx.UnpackHigh(r0, r1);
        var low23 = Avx.UnpackLow(r2, r3);
        var high23 = Avx.UnpackHigh(r2, r3);
        Avx.Shuffle(low01, low23, 0x44).Store(target);
        Avx.Shuffle(low01, low23, 0xEE).Store(target + targetStride);
        target += 2 * targetStride;
        Avx.Shuffle(high01, high23, 0x44).Store(target);
        Avx.Shuffle(high01, high23, 0xEE).Store(target + targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4x4(float* source, nint sourceStride, float* target, nint targetStride)
    {
        var r0 = Vector128.Load(source);
        var r1 = Vector128.Load(source + sourceStride);
        var r2 = Vector128.Load(source + 2 * sourceStride);
        var r3 = Vector128.Load(source + 3 * sourceStride);
        var low01 = InterleaveLow(r0, r1);
        var low23 = InterleaveLow(r2, r3);
        var high01 = InterleaveHigh(r0, r1);
        var high23 = InterleaveHigh(r2, r3);
        Vector128.Create(low01.GetLower(), low23.GetLower()).Store(target);
        Vector128.Create(low01.GetUpper(), low23.GetUpper()).Store(target + targetStride);
        Vector128.Create(high01.GetLower(), high23.GetLower()).Store(target + 2 * targetStride);
        Vector128.Create(high01.GetUpper(), high23.GetUpper()).Store(target + 3 * targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : Vector128.Create(a[2], b[2], a[3], b[3]);
}
