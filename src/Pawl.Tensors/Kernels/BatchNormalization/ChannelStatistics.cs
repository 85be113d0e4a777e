using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Autograd;

namespace Pawl.Tensors.Kernels.BatchNormalization;

/// <summary>Mean and variance of each channel over all rows.</summary>
/// <remarks>
/// Each unit of rows takes its mean, of differences from its first row, and then its squared deviations from that mean (two passes
/// over cached memory); units are combined in index order and in double: Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing
/// sample variances", 1979, equation 2.1. So neither a large mean nor many rows cost digits, and threads change no bit.
/// </remarks>
internal static unsafe class ChannelStatistics
{
    /// <param name="x">(rows, channels); one row or more.</param>
    /// <param name="mean">Written: as many floats as <see cref="RowUnits.Padded"/>; those beyond the channels are 0.</param>
    /// <param name="variance">Written, likewise: the biased variance, Σ(x − mean)² / rows.</param>
    public static void Measure(Tape tape, float* x, int rows, int channels, float* mean, float* variance)
    {
        var units = new RowUnits(rows, channels);
        var floats = checked(units.Count * 2 * units.Padded);
        var partials = tape.Rent(floats);
        var arguments = new Arguments
        {
            X = x,
            Partials = partials,
            Units = units,
            Channels = channels,
        };
        tape.Threads.Run(&MeasureUnit, &arguments, units.Count);
        Combine(partials, units, rows, mean, variance);
        tape.Return(partials, floats);
    }

    private static void Combine(float* partials, RowUnits units, int rows, float* mean, float* variance)
    {
        var (count, padded) = (units.Count, units.Padded);
        for (var j = 0; j < padded; j += Vector256<double>.Count)
        {
            var totalMean = Vector256<double>.Zero;
            var totalSquares = Vector256<double>.Zero;
            for (var unit = 0; unit < count; unit++)
            {
                var (start, end) = units.Range(unit);
                var share = (double)(end - start) / end;
                var partial = partials + (long)unit * 2 * padded + j;
                var difference = Widen(partial) - totalMean;
                totalMean += difference * share;
                totalSquares += Widen(partial + padded) + difference * difference * (start * share);
            }

            Narrow(totalMean, mean + j);
            Narrow(totalSquares / rows, variance + j);
        }
    }

    /// <summary>Four floats in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Widen(float* source)
    {
        var (lower, upper) = Vector128.Widen(Vector128.Load(source));
        return Vector256.Create(lower, upper);
    }

    /// <summary>Writes four numbers as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Narrow(Vector256<double> value, float* target) =>
        Vector128.Narrow(value.GetLower(), value.GetUpper()).Store(target);

    private static void MeasureUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = arguments.Units.Range(unit);
        var channels = arguments.Channels;
        var padded = arguments.Units.Padded;
        var x = arguments.X + (long)start * channels;
        var mean = arguments.Partials + (long)unit * 2 * padded;
        var squares = mean + padded;
        new Span<float>(mean, 2 * padded).Clear();
        for (var row = 0; row < end - start; row += RowUnits.Block)
        {
            var rows = Math.Min(RowUnits.Block, end - start - row);
            var block = x + (long)row * channels;
            var j = 0;
            for (; j + Lanes.Count <= channels; j += Lanes.Count)
            {
                AddUp<WholeLanes>(block + j, channels, rows, channels - j, x + j, mean + j);
            }

            if (j < channels)
            {
                AddUp<PartLanes>(block + j, channels, rows, channels - j, x + j, mean + j);
            }
        }

        var inverse = Vector256.Create(1f / (end - start));
        for (var j = 0; j < padded; j += Lanes.Count)
        {
            (Lanes.Load(x + j, channels - j) + Vector256.Load(mean + j) * inverse).Store(mean + j);
        }

        for (var row = 0; row < end - start; row += RowUnits.Block)
        {
            var rows = Math.Min(RowUnits.Block, end - start - row);
            var block = x + (long)row * channels;
            var j = 0;
            for (; j + Lanes.Count <= channels; j += Lanes.Count)
            {
                AddUpSquares<WholeLanes>(block + j, channels, rows, channels - j, mean + j, squares + j);
            }

            if (j < channels)
            {
                AddUpSquares<PartLanes>(block + j, channels, rows, channels - j, mean + j, squares + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddUp<TAccess>(float* x, int stride, int rows, int remaining, float* shift, float* sums)
        where TAccess : struct, ILaneAccess
    {
        var center = TAccess.Load(shift, remaining);
        var even = Vector256.Load(sums);
        var odd = Vector256<float>.Zero;
        var row = 0;
        for (; row + 2 <= rows; row += 2)
        {
            even += TAccess.Load(x, remaining) - center;
            odd += TAccess.Load(x + stride, remaining) - center;
            x += 2 * stride;
        }

        if (row < rows)
        {
            even += TAccess.Load(x, remaining) - center;
        }

        (even + odd).Store(sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddUpSquares<TAccess>(float* x, int stride, int rows, int remaining, float* mean, float* squares)
        where TAccess : struct, ILaneAccess
    {
        var center = Vector256.Load(mean);
        var even = Vector256.Load(squares);
        var odd = Vector256<float>.Zero;
        var row = 0;
        for (; row + 2 <= rows; row += 2)
        {
            var first = TAccess.Load(x, remaining) - center;
            var second = TAccess.Load(x + stride, remaining) - center;
            even = Vector256.MultiplyAddEstimate(first, first, even);
            odd = Vector256.MultiplyAddEstimate(second, second, odd);
            x += 2 * stride;
        }

        if (row < rows)
        {
            var last = TAccess.Load(x, remaining) - center;
            even = Vector256.MultiplyAddEstimate(last, last, even);
        }

        (even + odd).Store(squares);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Arguments
    {
        public float* X;
        public float* Partials;
        public RowUnits Units;
        public int Channels;
    }
}
