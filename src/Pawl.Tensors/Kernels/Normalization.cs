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
            var sum = Vector256<float>.Zero;
            for (var j = 0; j < width; j += Lanes.Count)
            {
                sum += Lanes.Load(x + j, width - j);
            }

            var mean = Lanes.Sum(sum) / width;
            var squares = Vector256<float>.Zero;
            for (var j = 0; j < width; j += Lanes.Count)
            {
                var difference = Lanes.Keep(Lanes.Load(x + j, width - j) - Vector256.Create(mean), width - j);
                squares = Vector256.MultiplyAddEstimate(difference, difference, squares);
            }

            var scale = 1 / MathF.Sqrt(Lanes.Sum(squares) / width + arguments.Epsilon);
            arguments.Statistics[row] = mean;
            arguments.Statistics[arguments.Rows + row] = scale;
            for (var j = 0; j < width; j += Lanes.Count)
            {
                var normal = (Lanes.Load(x + j, width - j) - Vector256.Create(mean)) * Vector256.Create(scale);
                var value = normal * Lanes.Load(arguments.Gain + j, width - j);
                if (arguments.Bias is not null)
                {
                    value += Lanes.Load(arguments.Bias + j, width - j);
                }

                Lanes.Store(value, y + j, width - j);
            }
        }
    }

    private static void BackwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.RowRange(unit, arguments.Rows);
        var width = arguments.Width;
        var dGain = arguments.Partials + (long)unit * 2 * width;
        var dBias = dGain + width;
        new Span<float>(dGain, 2 * width).Clear();
        for (var row = start; row < end; row++)
        {
            var x = arguments.X + (long)row * width;
            var dY = arguments.DY + (long)row * width;
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

            if (arguments.DX is null)
            {
                continue;
            }

            var meanOfD = Vector256.Create(Lanes.Sum(sum) / width);
            var meanOfWeighted = Vector256.Create(Lanes.Sum(weighted) / width);
            var dX = arguments.DX + (long)row * width;
            for (var j = 0; j < width; j += Lanes.Count)
            {
                var remaining = width - j;
                var normal = (Lanes.Load(x + j, remaining) - mean) * scale;
                var d = Lanes.Load(dY + j, remaining) * Lanes.Load(arguments.Gain + j, remaining);
                var value = scale * (d - meanOfD - normal * meanOfWeighted);
                Lanes.Store(arguments.IsAdding ? Lanes.Load(dX + j, remaining) + value : value, dX + j, remaining);
            }
        }
    }

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
