using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pawl.Benchmarks.Machine;
using Pawl.Benchmarks.Measuring;

namespace Pawl.Benchmarks.Peak;

/// <summary>The most multiply-adds a core does: a loop that touches registers only, with the widest vectors there are.</summary>
internal static class MultiplyAddLoop
{
    // Twelve independent chains cover a latency of four cycles at two instructions a cycle, and leave registers for the factors.
    private const int Chains = 12;
    private const double RoundMilliseconds = 5;
    private static readonly int Lanes = Math.Max(1, Processor.VectorBits / 32);
    private static readonly Func<int, float> Loop = Choose();
    private static float _sink;

    public static string Description { get; } =
        Processor.VectorBits == 0 ? "scalar" : $"{Processor.VectorBits}-bit vectors ({Processor.InstructionSets})";

    /// <summary>Times rounds in which each thread runs the loop.</summary>
    /// <param name="gflopPerRound">Of all threads together.</param>
    public static Samples Time(int threads, Pace pace, CancellationToken cancellation, out double gflopPerRound)
    {
        var rounds = Calibrate();
        gflopPerRound = 2.0 * Lanes * Chains * rounds * threads / 1e9;
        return Team.Time(threads, _ => Volatile.Write(ref _sink, Loop(rounds)), pace, cancellation);
    }

    /// <summary>How often the loop turns in a round's time; the fastest of a few tries, since the first compiles and any may be held up.</summary>
    private static int Calibrate()
    {
        for (var rounds = 1000; ; rounds *= 2)
        {
            var fastest = double.MaxValue;
            for (var i = 0; i < 3; i++)
            {
                var start = Stopwatch.GetTimestamp();
                Volatile.Write(ref _sink, Loop(rounds));
                fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            if (fastest >= RoundMilliseconds)
            {
                return rounds;
            }
        }
    }

    private static Func<int, float> Choose() =>
        Lanes switch
        {
            16 => Run<Level512, Vector512<float>>,
            8 => Run<Level256, Vector256<float>>,
            4 => Run<Level128, Vector128<float>>,
            _ => Run<LevelScalar, float>,
        };

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Run<TLevel, TRegister>(int rounds)
        where TLevel : IMultiplyAddLevel<TRegister>
        where TRegister : struct
    {
        var x = TLevel.Create(0.999f);
        var y = TLevel.Create(0.001f);
        var (a, b, c, d, e, f) = (x, x, x, x, x, x);
        var (g, h, i, j, k, l) = (x, x, x, x, x, x);
        for (var round = 0; round < rounds; round++)
        {
            a = TLevel.MultiplyAdd(a, x, y);
            b = TLevel.MultiplyAdd(b, x, y);
            c = TLevel.MultiplyAdd(c, x, y);
            d = TLevel.MultiplyAdd(d, x, y);
            e = TLevel.MultiplyAdd(e, x, y);
            f = TLevel.MultiplyAdd(f, x, y);
            g = TLevel.MultiplyAdd(g, x, y);
            h = TLevel.MultiplyAdd(h, x, y);
            i = TLevel.MultiplyAdd(i, x, y);
            j = TLevel.MultiplyAdd(j, x, y);
            k = TLevel.MultiplyAdd(k, x, y);
            l = TLevel.MultiplyAdd(l, x, y);
        }

        return TLevel.Sum(a, b) + TLevel.Sum(c, d) + TLevel.Sum(e, f) + TLevel.Sum(g, h) + TLevel.Sum(i, j) + TLevel.Sum(k, l);
    }
}
