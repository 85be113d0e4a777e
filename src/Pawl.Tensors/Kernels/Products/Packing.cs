using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>Copies of blocks of a matrix into contiguous memory.</summary>
internal static unsafe class Packing
{
    /// <summary>target[i, j] = source[i, j].</summary>
    public static void Copy(float* source, int sourceStride, float* target, int targetStride, int rows, int columns)
    {
        for (var i = 0; i < rows; i++)
        {
            var from = source + (long)i * sourceStride;
            var to = target + (long)i * targetStride;
            var j = 0;
            for (; j + 8 <= columns; j += 8)
            {
                Vector256.Load(from + j).Store(to + j);
            }

            for (; j < columns; j++)
            {
                to[j] = from[j];
            }
        }
    }

    /// <summary>target[j, i] = source[i, j] for i in rows and j in columns of the source.</summary>
    public static void Transpose(float* source, int sourceStride, float* target, int targetStride, int rows, int columns)
    {
        var i = 0;
        for (; i + 4 <= rows; i += 4)
        {
            var from = source + (long)i * sourceStride;
            var j = 0;
            for (; j + 4 <= columns; j += 4)
            {
                Transpose4x4(from + j, sourceStride, target + (long)j * targetStride + i, targetStride);
            }

            for (; j < columns; j++)
            {
                for (var r = 0; r < 4; r++)
                {
                    target[(long)j * targetStride + i + r] = from[(long)r * sourceStride + j];
                }
            }
        }

        for (; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                target[(long)j * targetStride + i] = source[(long)i * sourceStride + j];
            }
        }
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
        System.Runtime.Intrinsics.X86.Sse.IsSupported
            ? System.Runtime.Intrinsics.X86.Sse.UnpackLow(a, b)
            : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveHigh(Vector128<float> a, Vector128<float> b) =>
        System.Runtime.Intrinsics.X86.Sse.IsSupported
            ? System.Runtime.Intrinsics.X86.Sse.UnpackHigh(a, b)
            : Vector128.Create(a[2], b[2], a[3], b[3]);
}
