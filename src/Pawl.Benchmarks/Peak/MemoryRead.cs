using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Benchmarks.Measuring;

namespace Pawl.Benchmarks.Peak;

/// <summary>How fast memory is read: sums over far more numbers than caches hold.</summary>
internal static unsafe class MemoryRead
{
    private const long Bytes = 256L << 20;
    private const int Alignment = 64;
    private static float _sink;

    /// <summary>Times passes over the memory, each thread over a part of its own.</summary>
    /// <param name="gigabytesPerPass">Of all threads together, in 10⁹ bytes.</param>
    public static Samples Time(int threads, Pace pace, CancellationToken cancellation, out double gigabytesPerPass)
    {
        var part = Bytes / threads / Alignment * Alignment;
        gigabytesPerPass = part * threads / 1e9;
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)Bytes, Alignment);
        try
        {
            // Untouched pages would all be one page of zeros.
            new Span<byte>(memory, (int)Bytes).Fill(1);
            return Team.Time(
                threads,
                thread => Volatile.Write(ref _sink, Sum((float*)(memory + thread * part), part / sizeof(float))),
                pace,
                cancellation
            );
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Sum(float* values, long count)
    {
        var (a, b, c, d) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var lanes = Vector<float>.Count;
        for (long i = 0; i + 4 * lanes <= count; i += 4 * lanes)
        {
            a += Vector.Load(values + i);
            b += Vector.Load(values + i + lanes);
            c += Vector.Load(values + i + 2 * lanes);
            d += Vector.Load(values + i + 3 * lanes);
        }

        return Vector.Sum(a + b + c + d);
    }
}
