using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Layer normalisation over the last dimension. Statistics are (2 × rows): the means, then 1/√(variance + ε).</summary>
internal static unsafe class Normalization
{
    public static void Forward(
        ComputeThreads threads,
        float* x,
        float* gain,
        float* bias,
        float* y,
        float* statistics,
        int rows,
        int width,
        float epsilon
    )
    {
        var arguments = new Arguments
        {
            X = x,
            Gain = gain,
            Bias = bias,
            Y = y,
            Statistics = statistics,
            Rows = rows,
            Width = width,
            Epsilon = epsilon,
        };
        threads.Run(&ForwardUnit, &arguments, Chunks.OfRows(rows));
    }

    /// <summary>Adds to <paramref name="dGain"/> and <paramref name="dBias"/>; each target may be null.</summary>
    /// <remarks>With n the normalised x and d = dY · gain: dX = scale (d − mean(d) − n · mean(d n)); dGain = Σ dY n; dBias = Σ dY.</remarks>
    public static void Backward(
        Tape tape,
        float* dY,
        float* x,
        float* gain,
        float* statistics,
        float* dX,
        bool isAdding,
        float* dGain,
        float* dBias,
        int rows,
        int width
    )
    {
        var units = Chunks.OfRows(rows);
        var partials = tape.Rent(units * 2 * width);
        var arguments = new Arguments
        {
            X = x,
            Gain = gain,
            Statistics = statistics,
            Rows = rows,
            Width = width,
            DY = dY,
            DX = dX,
            IsAdding = isAdding,
            Partials = partials,
        };
        tape.Threads.Run(&BackwardUnit, &arguments, units);
        for (var unit = 0; unit < units; unit++)
        {
            AddTo(dGain, partials + (long)unit * 2 * width, width);
            AddTo(dBias, partials + ((long)unit * 2 + 1) * width, width);
        }

        tape.Return(partials, units * 2 * width);
    }

    private static void AddTo(float* target, float* source, int width)
    {
        for (var j = 0; target is not null && j < width; j += Lanes.Count)
        {
            Lanes.Store(Lanes.Load(target + j, width - j) + Lanes.Load(source + j, width - j), target + j, width - j);
        }
    }

    private static void ForwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.RowRange(unit, arguments.Rows);
        var width = arguments.Width;
        for (var row = start; row < end; row++)
        {
            var x = arguments.X + (long)row * width;
            var y = arguments.Y + (long)row * width;
            var mean = Sum(x, width) / width;
            var scale = 1 / MathF.Sqrt(SumOfSquares(x, mean, width) / width + arguments.Epsilon);
            arguments.Statistics[row] = mean;
            arguments.Statistics[arguments.Rows + row] = scale;
            var j = 0;
            for (; j <= width - Lanes.Count; j += Lanes.Count)
            {
                Normalize(ref arguments, x, y, j, Lanes.Count, mean, scale);
            }

            if (j < width)
            {
                Normalize(ref arguments, x, y, j, width - j, mean, scale);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalize(ref Arguments arguments, float* x, float* y, int j, int remaining, float mean, float scale)
    {
        var normal = (Lanes.Load(x + j, remaining) - Vector256.Create(mean)) * Vector256.Create(scale);
        var value = normal * Lanes.Load(arguments.Gain + j, remaining);
        if (arguments.Bias is not null)
        {
            value += Lanes.Load(arguments.Bias + j, remaining);
        }

        Lanes.Store(value, y + j, remaining);
    }

    // Two running vectors taken in turn, so that a sum does not wait for the one before.
    private static float Sum(float* x, int width)
    {
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        var j = 0;
        for (; j <= width - 2 * Lanes.Count; j += 2 * Lanes.Count)
        {
            even += Vector256.Load(x + j);
            odd += Vector256.Load(x + j + Lanes.Count);
        }

        for (; j < width; j += Lanes.Count)
        {
            even += Lanes.Load(x + j, width - j);
        }

        return Lanes.Sum(even + odd);
    }

    private static float SumOfSquares(float* x, float mean, int width)
    {
        var middle = Vector256.Create(mean);
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        var j = 0;
        for (; j <= width - 2 * Lanes.Count; j += 2 * Lanes.Count)
        {
            var first = Vector256.Load(x + j) - middle;
            var second = Vector256.Load(x + j + Lanes.Count) - middle;
            even = Vector256.MultiplyAddEstimate(first, first, even);
            odd = Vector256.MultiplyAddEstimate(second, second, odd);
        }

        for (; j < width; j += Lanes.Count)
        {
            var difference = Lanes.Keep(Lanes.Load(x + j, width - j) - middle, width - j);
            even = Vector256.MultiplyAddEstimate(difference, difference, even);
        }

        return Lanes.Sum(even + odd);
    }

    private static void BackwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.RowRange(unit, arguments.Rows);
        var width = arguments.Width;
        var dGain = arguments.Partials + (long)unit * 2 * width;
        new Span<float>(dGain, 2 * width).Clear();
        var row = start;
        for (; row <= end - 4; row += 4)
        {
            BackwardRows4(ref arguments, row, dGain);
        }

        for (; row < end; row++)
        {
            BackwardRow(ref arguments, row, dGain);
        }
    }

    private static void BackwardRow(ref Arguments arguments, int row, float* dGain)
    {
        var width = arguments.Width;
        var x = arguments.X + (long)row * width;
        var dY = arguments.DY + (long)row * width;
        var dBias = dGain + width;
        var mean = Vector256.Create(arguments.Statistics[row]);
        var scale = Vector256.Create(arguments.Statistics[arguments.Rows + row]);
        var sum = Vector256<float>.Zero;
        var weighted = Vector256<float>.Zero;
        for (var j = 0; j < width; j += Lanes.Count)
        {
            var remaining = width - j;
            // Lanes beyond the row hold the mean: far from zero, the difference could overflow and its product with 0 be NaN.
            var normal = (Lanes.Load(x + j, remaining, arguments.Statistics[row]) - mean) * scale;
            var d = Lanes.Load(dY + j, remaining);
            Lanes.Store(Vector256.MultiplyAddEstimate(d, normal, Lanes.Load(dGain + j, remaining)), dGain + j, remaining);
            Lanes.Store(Lanes.Load(dBias + j, remaining) + d, dBias + j, remaining);
            d *= Lanes.Load(arguments.Gain + j, remaining);
            sum += d;
            weighted = Vector256.MultiplyAddEstimate(d, normal, weighted);
        }

        WriteDX(ref arguments, row, Lanes.Sum(sum), Lanes.Sum(weighted));
    }

    /// <summary>Four rows at once, so that gain and partial sums are loaded and stored once for the four.</summary>
    private static void BackwardRows4(ref Arguments arguments, int row, float* dGain)
    {
        var width = arguments.Width;
        var x = arguments.X + (long)row * width;
        var dY = arguments.DY + (long)row * width;
        var dBias = dGain + width;
        var means = arguments.Statistics + row;
        var scales = means + arguments.Rows;
        var (sum0, sum1, sum2, sum3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (weighted0, weighted1, weighted2, weighted3) = (sum0, sum0, sum0, sum0);
        var j = 0;
        for (; j <= width - Lanes.Count; j += Lanes.Count)
        {
            var gain = Vector256.Load(arguments.Gain + j);
            var gainSum = Vector256.Load(dGain + j);
            var biasSum = Vector256.Load(dBias + j);
            Add(x + j, dY + j, means[0], scales[0], gain, ref gainSum, ref biasSum, ref sum0, ref weighted0);
            Add(x + width + j, dY + width + j, means[1], scales[1], gain, ref gainSum, ref biasSum, ref sum1, ref weighted1);
            Add(x + 2 * width + j, dY + 2 * width + j, means[2], scales[2], gain, ref gainSum, ref biasSum, ref sum2, ref weighted2);
            Add(x + 3 * width + j, dY + 3 * width + j, means[3], scales[3], gain, ref gainSum, ref biasSum, ref sum3, ref weighted3);
            gainSum.Store(dGain + j);
            biasSum.Store(dBias + j);
        }

        var sums = stackalloc float[] { Lanes.Sum(sum0), Lanes.Sum(sum1), Lanes.Sum(sum2), Lanes.Sum(sum3) };
        var weights = stackalloc float[] { Lanes.Sum(weighted0), Lanes.Sum(weighted1), Lanes.Sum(weighted2), Lanes.Sum(weighted3) };
        for (var i = 0; i < 4; i++)
        {
            for (var k = j; k < width; k++)
            {
                var normal = (x[i * width + k] - means[i]) * scales[i];
                var d = dY[i * width + k];
                dGain[k] += d * normal;
                dBias[k] += d;
                d *= arguments.Gain[k];
                sums[i] += d;
                weights[i] += d * normal;
            }

            WriteDX(ref arguments, row + i, sums[i], weights[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        float* x,
        float* dY,
        float mean,
        float scale,
        Vector256<float> gain,
        ref Vector256<float> gainSum,
        ref Vector256<float> biasSum,
        ref Vector256<float> sum,
        ref Vector256<float> weighted
    )
    {
        var normal = (Vector256.Load(x) - Vector256.Create(mean)) * Vector256.Create(scale);
        var d = Vector256.Load(dY);
        gainSum = Vector256.MultiplyAddEstimate(d, normal, gainSum);
        biasSum += d;
        d *= gain;
        sum += d;
        weighted = Vector256.MultiplyAddEstimate(d, normal, weighted);
    }

    private static void WriteDX(ref Arguments arguments, int row, float sum, float weighted)
    {
        if (arguments.DX is null)
        {
            return;
        }

        var width = arguments.Width;
        var scale = arguments.Statistics[arguments.Rows + row];
        var place = (long)row * width;
        var factors = new RowFactors(arguments.Statistics[row], scale, sum / width, weighted / width);
        var j = 0;
        for (; j <= width - Lanes.Count; j += Lanes.Count)
        {
            WriteDX(ref arguments, place, j, Lanes.Count, factors);
        }

        if (j < width)
        {
            WriteDX(ref arguments, place, j, width - j, factors);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteDX(ref Arguments arguments, long place, int j, int remaining, RowFactors row)
    {
        var scale = Vector256.Create(row.Scale);
        var normal = (Lanes.Load(arguments.X + place + j, remaining) - Vector256.Create(row.Mean)) * scale;
        var d = Lanes.Load(arguments.DY + place + j, remaining) * Lanes.Load(arguments.Gain + j, remaining);
        var value = scale * (d - Vector256.Create(row.MeanOfD) - normal * Vector256.Create(row.MeanOfWeighted));
        var dX = arguments.DX + place + j;
        Lanes.Store(arguments.IsAdding ? Lanes.Load(dX, remaining) + value : value, dX, remaining);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct RowFactors(float Mean, float Scale, float MeanOfD, float MeanOfWeighted);

    private struct Arguments
    {
        public float* X;
        public float* Gain;
        public float* Bias;
        public float* Y;
        public float* Statistics;
        public float* DY;
        public float* DX;
        public float* Partials;
        public int Rows;
        public int Width;
        public float Epsilon;
        public bool IsAdding;
    }
}
