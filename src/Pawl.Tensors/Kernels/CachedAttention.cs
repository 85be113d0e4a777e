using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Attention of rows over the keys and values kept of their streams; a unit of work per row and head. Forward only.</summary>
/// <remarks>
/// Cache: (streams, heads, 2 · capacity, head width), the keys of a head in the first half of its rows, then its values, so that each
/// is read from end to end. A unit depends on its row alone, so neither other rows nor other streams change a bit of it.
/// </remarks>
internal static unsafe class CachedAttention
{
    private const int KeysOfTile = 4;
    private const int LanesOfTile = 8;

    /// <summary>Copies keys and values of each row of <paramref name="qkv"/> (rows × 3 width) to its place.</summary>
    public static void Keep(float* qkv, float* cache, ReadOnlySpan<CachePlace> places, int heads, int headWidth, int capacity)
    {
        var width = heads * headWidth;
        for (var row = 0; row < places.Length; row++)
        {
            for (var head = 0; head < heads; head++)
            {
                var source = qkv + ((long)row * 3 + 1) * width + (long)head * headWidth;
                var target = cache + (((long)places[row].Stream * heads + head) * 2 * capacity + places[row].Position) * headWidth;
                new ReadOnlySpan<float>(source, headWidth).CopyTo(new Span<float>(target, headWidth));
                new ReadOnlySpan<float>(source + width, headWidth).CopyTo(new Span<float>(target + (long)capacity * headWidth, headWidth));
            }
        }
    }

    /// <summary>output (rows × width) = softmax(q Kᵀ / √(head width)) V over positions 0 to the row's own; writes.</summary>
    /// <param name="qkv">(rows × 3 width), of which the queries are read.</param>
    public static void Forward(
        ComputeThreads threads,
        float* qkv,
        float* cache,
        float* output,
        ReadOnlySpan<CachePlace> places,
        int heads,
        int headWidth,
        int capacity
    )
    {
        fixed (CachePlace* place = places)
        {
            var arguments = new Arguments
            {
                QueryKeyValue = qkv,
                Cache = cache,
                Output = output,
                Places = place,
                Heads = heads,
                HeadWidth = headWidth,
                Capacity = capacity,
            };
            threads.Run(&Unit, &arguments, places.Length * heads);
        }
    }

    private static void Unit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (row, head) = Math.DivRem(unit, arguments.Heads);
        var headWidth = arguments.HeadWidth;
        var width = arguments.Heads * headWidth;
        var place = arguments.Places[row];
        var visible = place.Position + 1;
        var query = arguments.QueryKeyValue + (long)row * 3 * width + (long)head * headWidth;
        var keys = arguments.Cache + ((long)place.Stream * arguments.Heads + head) * 2 * arguments.Capacity * headWidth;
        var weights = Scratch.OfThread(ScratchUse.Attention, visible);
        Scores(query, keys, weights, visible, headWidth);
        var factor = Exponentials(weights, visible);
        var values = keys + (long)arguments.Capacity * headWidth;
        Mix(values, weights, factor, arguments.Output + (long)row * width + (long)head * headWidth, visible, headWidth);
    }

    /// <summary>weights[j] = q · k_j / √(head width).</summary>
    private static void Scores(float* query, float* keys, float* weights, int visible, int headWidth)
    {
        var scale = 1 / MathF.Sqrt(headWidth);
        var j = 0;
        for (; j + KeysOfTile <= visible; j += KeysOfTile)
        {
            var k0 = keys + (long)j * headWidth;
            var s0 = Vector256<float>.Zero;
            var s1 = Vector256<float>.Zero;
            var s2 = Vector256<float>.Zero;
            var s3 = Vector256<float>.Zero;
            for (var d = 0; d < headWidth; d += Lanes.Count)
            {
                var remaining = headWidth - d;
                var q = Lanes.Load(query + d, remaining);
                s0 = Vector256.MultiplyAddEstimate(q, Lanes.Load(k0 + d, remaining), s0);
                s1 = Vector256.MultiplyAddEstimate(q, Lanes.Load(k0 + headWidth + d, remaining), s1);
                s2 = Vector256.MultiplyAddEstimate(q, Lanes.Load(k0 + 2L * headWidth + d, remaining), s2);
                s3 = Vector256.MultiplyAddEstimate(q, Lanes.Load(k0 + 3L * headWidth + d, remaining), s3);
            }

            weights[j] = Lanes.Sum(s0) * scale;
            weights[j + 1] = Lanes.Sum(s1) * scale;
            weights[j + 2] = Lanes.Sum(s2) * scale;
            weights[j + 3] = Lanes.Sum(s3) * scale;
        }

        for (; j < visible; j++)
        {
            weights[j] = RowTiles.One(query, keys + (long)j * headWidth, headWidth) * scale;
        }
    }

    /// <summary>weights = e^(weights − their maximum).</summary>
    /// <returns>1 / their sum.</returns>
    private static float Exponentials(float* weights, int count)
    {
        var highest = Vector256.Create(float.NegativeInfinity);
        for (var j = 0; j < count; j += Lanes.Count)
        {
            highest = Vector256.Max(highest, Lanes.Load(weights + j, count - j, float.NegativeInfinity));
        }

        var maximum = Vector256.Create(Lanes.Maximum(highest));
        var sums = Vector256<float>.Zero;
        for (var j = 0; j < count; j += Lanes.Count)
        {
            var weight = VectorMath.Exp(Lanes.Load(weights + j, count - j) - maximum);
            sums += Lanes.Keep(weight, count - j);
            Lanes.Store(weight, weights + j, count - j);
        }

        return 1 / Lanes.Sum(sums);
    }

    /// <summary>output = factor Σ weights[j] v_j: values are read once, up to 64 columns at a time.</summary>
    private static void Mix(float* values, float* weights, float factor, float* output, int visible, int headWidth)
    {
        var d = 0;
        for (; d + LanesOfTile * Lanes.Count <= headWidth; d += LanesOfTile * Lanes.Count)
        {
            MixWide(values + d, weights, factor, output + d, visible, headWidth);
        }

        for (; d < headWidth; d += Lanes.Count)
        {
            var sum = Vector256<float>.Zero;
            for (var j = 0; j < visible; j++)
            {
                sum = Vector256.MultiplyAddEstimate(
                    Vector256.Create(weights[j]),
                    Lanes.Load(values + (long)j * headWidth + d, headWidth - d),
                    sum
                );
            }

            Lanes.Store(sum * Vector256.Create(factor), output + d, headWidth - d);
        }
    }

    private static void MixWide(float* values, float* weights, float factor, float* output, int visible, int headWidth)
    {
        var s0 = Vector256<float>.Zero;
        var s1 = Vector256<float>.Zero;
        var s2 = Vector256<float>.Zero;
        var s3 = Vector256<float>.Zero;
        var s4 = Vector256<float>.Zero;
        var s5 = Vector256<float>.Zero;
        var s6 = Vector256<float>.Zero;
        var s7 = Vector256<float>.Zero;
        for (var j = 0; j < visible; j++)
        {
            var weight = Vector256.Create(weights[j]);
            var value = values + (long)j * headWidth;
            s0 = Vector256.MultiplyAddEstimate(weight, Vector256.Load(value), s0);
            s1 = Vector256.MultiplyAddEstimate(weight, Vector256.Load(value + 8), s1);
            s2 = Vector256.MultiplyAddEstimate(weight, Vector256.Load(value + 16), s2);
            s3 = Vector256.MultiplyAddEstimate(weight, Vector256.Load(value + 24), s3);
            s4 = Vector256.MultiplyAddEstimate(weight, Vector256.Load(value + 32), s4);
            s5 = Vector256.MultiplyAddEstimate(weight, Vector256.Load(value + 40), s5);
            s6 = Vector256.MultiplyAddEstimate(weight, Vector256.Load(value + 48), s6);
            s7 = Vector256.MultiplyAddEstimate(weight, Vector256.Load(value + 56), s7);
        }

        var scale = Vector256.Create(factor);
        (s0 * scale).Store(output);
        (s1 * scale).Store(output + 8);
        (s2 * scale).Store(output + 16);
        (s3 * scale).Store(output + 24);
        (s4 * scale).Store(output + 32);
        (s5 * scale).Store(output + 40);
        (s6 * scale).Store(output + 48);
        (s7 * scale).Store(output + 56);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Arguments
    {
        public float* QueryKeyValue;
        public float* Cache;
        public float* Output;
        public CachePlace* Places;
        public int Heads;
        public int HeadWidth;
        public int Capacity;
    }
}
