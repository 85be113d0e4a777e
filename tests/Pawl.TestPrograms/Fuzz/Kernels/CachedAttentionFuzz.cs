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
        var (rows, past, heads) = (random.Below(4), fuzz.Size(60), random.Between(1, 4));
        var width = heads * fuzz.SizeAbove0(33);
        var capacity = past + rows + random.Pick(0, 0, 1, 5);
        var qkv = fuzz.Input("qkv", rows, 3 * width);
        var cache = fuzz.Sum("cache", capacity, 2 * width);
        var output = fuzz.Output("output", rows, width);

        CachedAttention.Forward(fuzz.Threads, qkv.Data, cache.Data, output.Data, rows, past, heads, width);

        fuzz.CheckMemory();
        for (var i = 0; i < capacity; i++)
        {
            for (var j = 0; j < 2 * width; j++)
            {
                var isNew = i >= past && i < past + rows;
                var expected = isNew ? qkv.Before(i - past, width + j) : cache.Before(i, j);
                FuzzCase.ExpectSame(cache.Now(i, j), expected, "cache", i, j);
            }
        }

        for (var row = 0; row < rows; row++)
        {
            for (var head = 0; head < heads; head++)
            {
                CheckRow(qkv, cache, output, row, past + row + 1, head * (width / heads), width / heads, width);
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
        int width
    )
    {
        var weights = new double[visible];
        var (highest, error, largest) = (double.NegativeInfinity, 0.0, 0.0);
        for (var s = 0; s < visible; s++)
        {
            var (score, size) = (0.0, 0.0);
            for (var d = 0; d < headWidth; d++)
            {
                score += qkv[row, column + d] * cache.Now(s, column + d);
                size += Math.Abs(qkv[row, column + d] * cache.Now(s, column + d));
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
            var (value, size, values) = (0.0, 0.0, 0.0);
            for (var s = 0; s < visible; s++)
            {
                double kept = cache.Now(s, width + column + d);
                value += weights[s] / sum * kept;
                size += Math.Abs(weights[s] / sum * kept);
                values += Math.Abs(kept);
            }

            var bound = size * relative + ProductCheck.Bound(visible, size) + values * 2e-38;
            FuzzCase.Expect(output.Now(row, column + d), value, bound, Math.Max(values, largest), "output", row, column + d);
        }
    }
}
