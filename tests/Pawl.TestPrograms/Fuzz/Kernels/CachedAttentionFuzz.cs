using Pawl.Tensors;
using Pawl.Tensors.Kernels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Attention of new positions over kept keys and values: the same numbers as attention over all of them.</summary>
internal sealed unsafe class CachedAttentionFuzz : IFuzzedKernel
{
    public string Name => "cached attention";

    public int Weight => 4;

    public void Run(FuzzCase fuzz)
    {
        var random = fuzz.Random;
        var (streams, capacity, heads) = (random.Between(1, 3), fuzz.SizeAbove0(60), random.Between(1, 4));
        var headWidth = fuzz.SizeAbove0(random.OneIn(8) ? 140 : 33);
        var width = heads * headWidth;
        var places = Places(random, random.Below(5), streams, capacity);
        var qkv = fuzz.Input("qkv", places.Length, 3 * width);
        var cache = fuzz.Sum("cache", streams * heads * 2 * capacity, headWidth);
        var output = fuzz.Output("output", places.Length, width);

        CachedAttention.Keep(qkv.Data, cache.Data, places, heads, headWidth, capacity);
        CachedAttention.Forward(fuzz.Threads, qkv.Data, cache.Data, output.Data, places, heads, headWidth, capacity);

        fuzz.CheckMemory();
        CheckCache(qkv, cache, places, heads, headWidth, capacity);
        for (var row = 0; row < places.Length; row++)
        {
            for (var head = 0; head < heads; head++)
            {
                var keys = (places[row].Stream * heads + head) * 2 * capacity;
                CheckRow(qkv, cache, output, row, places[row].Position + 1, head * headWidth, headWidth, keys, keys + capacity);
            }
        }
    }

    /// <summary>Places that differ from one another.</summary>
    private static CachePlace[] Places(FuzzRandom random, int count, int streams, int capacity) =>
        [.. Enumerable.Range(0, count).Select(_ => new CachePlace(random.Below(streams), random.Below(capacity))).Distinct()];

    private static void CheckCache(GuardedMatrix qkv, GuardedMatrix cache, CachePlace[] places, int heads, int headWidth, int capacity)
    {
        for (var row = 0; row < cache.Rows; row++)
        {
            var (head, position) = Math.DivRem(row, 2 * capacity);
            var isValue = position >= capacity;
            var source = Array.IndexOf(places, new CachePlace(head / heads, position % capacity));
            for (var d = 0; d < headWidth; d++)
            {
                var column = (isValue ? 2 : 1) * heads * headWidth + head % heads * headWidth + d;
                FuzzCase.ExpectSame(cache.Now(row, d), source < 0 ? cache.Before(row, d) : qkv.Before(source, column), "cache", row, d);
            }
        }
    }

    private static void CheckRow(
        GuardedMatrix qkv,
        GuardedMatrix cache,
        GuardedMatrix output,
        int row,
        int visible,
        int column,
        int headWidth,
        int keys,
        int values
    )
    {
        var weights = new double[visible];
        var (highest, error, largest) = (double.NegativeInfinity, 0.0, 0.0);
        for (var s = 0; s < visible; s++)
        {
            var (score, size) = (0.0, 0.0);
            for (var d = 0; d < headWidth; d++)
            {
                score += qkv[row, column + d] * cache.Now(keys + s, d);
                size += Math.Abs(qkv[row, column + d] * cache.Now(keys + s, d));
            }

            weights[s] = score / Math.Sqrt(headWidth);
            highest = Math.Max(highest, weights[s]);
            largest = Math.Max(largest, size);
            error = Math.Max(error, ProductCheck.Bound(headWidth, size) + 8 * FuzzCase.Epsilon * size);
        }

        var sum = 0.0;
        for (var s = 0; s < visible; s++)
        {
            weights[s] = Math.Exp(weights[s] - highest);
            sum += weights[s];
        }

        var relative = 4 * error > 1 ? double.PositiveInfinity : Math.Exp(4 * error) - 1 + (visible + 16) * FuzzCase.Epsilon + 1e-6;
        for (var d = 0; d < headWidth; d++)
        {
            var (value, size, total) = (0.0, 0.0, 0.0);
            for (var s = 0; s < visible; s++)
            {
                double kept = cache.Now(values + s, d);
                value += weights[s] / sum * kept;
                size += Math.Abs(weights[s] / sum * kept);
                total += Math.Abs(kept);
            }

            var bound = size * relative + ProductCheck.Bound(visible, size) + total * 2e-38;
            FuzzCase.Expect(output.Now(row, column + d), value, bound, Math.Max(total, largest), "output", row, column + d);
        }
    }
}
