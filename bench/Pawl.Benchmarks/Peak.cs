using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pawl.Benchmarks;

/// <summary>The most fused multiply-adds one core does: a loop that touches registers only.</summary>
internal static class Peak
{
    private const int Rounds = 20_000_000;

    public static void Print() =>
        Console.WriteLine($"peak of one core: {Measure():f1} GFLOP/s ({(Vector512.IsHardwareAccelerated ? 512 : 256)}-bit vectors)");

    /// <returns>GFLOP/s, the best of five.</returns>
    public static double Measure()
    {
        var best = 0.0;
        for (var run = 0; run < 5; run++)
        {
            var watch = Stopwatch.StartNew();
            var lanes = Vector512.IsHardwareAccelerated ? Run512() : Run256();
            best = Math.Max(best, 2.0 * lanes * 12 * Rounds / watch.Elapsed.TotalSeconds / 1e9);
        }

        return best;
    }

    // Twelve independent chains cover the latency of four cycles at two instructions a cycle.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int Run256()
    {
        var x = Vector256.Create(0.999f);
        var y = Vector256.Create(0.001f);
        var (a, b, c, d, e, f) = (x, x, x, x, x, x);
        var (g, h, i, j, k, l) = (x, x, x, x, x, x);
        for (var round = 0; round < Rounds; round++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
            k = Vector256.FusedMultiplyAdd(k, x, y);
            l = Vector256.FusedMultiplyAdd(l, x, y);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l) > 0 ? 8 : 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int Run512()
    {
        var x = Vector512.Create(0.999f);
        var y = Vector512.Create(0.001f);
        var (a, b, c, d, e, f) = (x, x, x, x, x, x);
        var (g, h, i, j, k, l) = (x, x, x, x, x, x);
        for (var round = 0; round < Rounds; round++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l) > 0 ? 16 : 0;
    }
}
