using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.BatchNormalization;

/// <summary>The two passes of the gradient: sums per channel, then the input's gradient.</summary>
/// <remarks>
/// With d the gradient before the rectifier: dBias = Σ d, dGain = Σ d n, and
/// dX = factor · (d − mean(d) − n · mean(d n)) for n the normalised x (Ioffe and Szegedy, 2015, section 3). With a residual the
/// mask of the rectifier is the sign of the output, and the first pass leaves d in place of dY, as the residual's gradient; without
/// one both passes compute the mask again from x and read no output.
/// </remarks>
internal static unsafe class BatchNormBackward
{
    /// <summary>Writes the partial sums of each unit and, with a residual and a rectifier, d over dY.</summary>
    public static void Sum(ComputeThreads threads, in BatchNormArguments arguments)
    {
        var copy = arguments;
        threads.Run(&SumUnit, &copy, arguments.Units.Count);
    }

    /// <summary>Writes dX, which may be dY, or adds to it.</summary>
    public static void Input(ComputeThreads threads, in BatchNormArguments arguments)
    {
        var copy = arguments;
        threads.Run(&InputUnit, &copy, arguments.Units.Count);
    }

    /// <summary>The sums of all units, in index order and in double.</summary>
    /// <param name="sums">Written: Σ d and then Σ d (x − mean), each of the padded length.</param>
    public static void Total(in BatchNormArguments arguments, float* sums)
    {
        var stride = 2 * arguments.Units.Padded;
        var count = arguments.Units.Count;
        for (var j = 0; j < stride; j += Vector256<double>.Count)
        {
            var total = Vector256<double>.Zero;
            for (var unit = 0; unit < count; unit++)
            {
                total += ChannelStatistics.Widen(arguments.Partials + (long)unit * stride + j);
            }

            ChannelStatistics.Narrow(total, sums + j);
        }
    }

    private static void SumUnit(void* state, int unit)
    {
        ref var arguments = ref *(BatchNormArguments*)state;
        var (start, end) = arguments.Units.Range(unit);
        var channels = arguments.Channels;
        var padded = arguments.Units.Padded;
        var sums = arguments.Partials + (long)unit * 2 * padded;
        new Span<float>(sums, 2 * padded).Clear();
        for (var row = start; row < end; row += RowUnits.Block)
        {
            var rows = Math.Min(RowUnits.Block, end - row);
            var offset = (long)row * channels;
            var j = 0;
            for (; j + Lanes.Count <= channels; j += Lanes.Count)
            {
                AddUp<WholeLanes>(ref arguments, offset + j, rows, j, channels - j, sums + j);
            }

            if (j < channels)
            {
                AddUp<PartLanes>(ref arguments, offset + j, rows, j, channels - j, sums + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddUp<TAccess>(ref BatchNormArguments arguments, long offset, int rows, int j, int remaining, float* sums)
        where TAccess : struct, ILaneAccess
    {
        var padded = arguments.Units.Padded;
        var mean = Vector256.Load(arguments.Mean + j);
        var factor = Vector256.Load(arguments.Factor + j);
        var bias = Vector256.Load(arguments.Bias + j);
        var sum = Vector256.Load(sums);
        var products = Vector256.Load(sums + padded);
        for (var row = 0; row < rows; row++)
        {
            var x = TAccess.Load(arguments.X + offset, remaining);
            var d = TAccess.Load(arguments.DY + offset, remaining);
            if (arguments.IsRectified)
            {
                if (arguments.Residual is null)
                {
                    d = Rectifier.Mask(d, BatchNorm.Apply(x, mean, factor, bias));
                }
                else
                {
                    d = Rectifier.Mask(d, TAccess.Load(arguments.Y + offset, remaining));
                    TAccess.Store(d, arguments.DY + offset, remaining);
                }
            }

            sum += d;
            products = Vector256.MultiplyAddEstimate(d, x - mean, products);
            offset += arguments.Channels;
        }

        sum.Store(sums);
        products.Store(sums + padded);
    }

    private static void InputUnit(void* state, int unit)
    {
        ref var arguments = ref *(BatchNormArguments*)state;
        var (start, end) = arguments.Units.Range(unit);
        var channels = arguments.Channels;
        for (var row = start; row < end; row++)
        {
            var offset = (long)row * channels;
            var j = 0;
            for (; j + Lanes.Count <= channels; j += Lanes.Count)
            {
                Differentiate<WholeLanes>(ref arguments, offset + j, j, channels - j);
            }

            if (j < channels)
            {
                Differentiate<PartLanes>(ref arguments, offset + j, j, channels - j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Differentiate<TAccess>(ref BatchNormArguments arguments, long offset, int j, int remaining)
        where TAccess : struct, ILaneAccess
    {
        var factor = Vector256.Load(arguments.Factor + j);
        var d = TAccess.Load(arguments.DY + offset, remaining);
        var difference = TAccess.Load(arguments.X + offset, remaining) - Vector256.Load(arguments.Mean + j);
        if (arguments.IsRectified && arguments.Residual is null)
        {
            d = Rectifier.Mask(d, Vector256.MultiplyAddEstimate(difference, factor, Vector256.Load(arguments.Bias + j)));
        }

        var value = Vector256.MultiplyAddEstimate(factor, d, -Vector256.Load(arguments.OfSum + j));
        value -= difference * Vector256.Load(arguments.OfProducts + j);
        if (arguments.IsAdding)
        {
            value += TAccess.Load(arguments.DX + offset, remaining);
        }

        TAccess.Store(value, arguments.DX + offset, remaining);
    }
}
