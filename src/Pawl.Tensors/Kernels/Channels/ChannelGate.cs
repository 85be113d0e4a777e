using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Channels;

/// <summary>y = x · gate [+ residual], [0 where that is below 0]: a gate per board and channel. A unit of work is a board.</summary>
internal static unsafe class ChannelGate
{
    /// <summary>Writes y, which may be x or the residual.</summary>
    public static void Forward(ComputeThreads threads, in ChannelGateArguments arguments, int boards)
    {
        var copy = arguments;
        threads.Run(&ForwardUnit, &copy, boards);
    }

    /// <summary>
    /// With d the gradient before the rectifier: dX = d · gate, dGate = Σ d x over the positions. With a rectifier d is left in
    /// place of dY, as the residual's gradient; dX may be dY where that is not wanted. Each target may be null.
    /// </summary>
    public static void Backward(ComputeThreads threads, in ChannelGateArguments arguments, int boards)
    {
        var copy = arguments;
        threads.Run(&BackwardUnit, &copy, boards);
    }

    private static void ForwardUnit(void* state, int board)
    {
        ref var arguments = ref *(ChannelGateArguments*)state;
        var channels = arguments.Channels;
        var gate = arguments.Gate + (long)board * channels;
        var offset = (long)board * arguments.Positions * channels;
        for (var position = 0; position < arguments.Positions; position++)
        {
            var j = 0;
            for (; j + Lanes.Count <= channels; j += Lanes.Count)
            {
                Scale<WholeLanes>(ref arguments, gate + j, offset + j, channels - j);
            }

            if (j < channels)
            {
                Scale<PartLanes>(ref arguments, gate + j, offset + j, channels - j);
            }

            offset += channels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale<TAccess>(ref ChannelGateArguments arguments, float* gate, long offset, int remaining)
        where TAccess : struct, ILaneAccess
    {
        var value = TAccess.Load(arguments.X + offset, remaining) * TAccess.Load(gate, remaining);
        if (arguments.Residual is not null)
        {
            value += TAccess.Load(arguments.Residual + offset, remaining);
        }

        if (arguments.IsRectified)
        {
            value = Rectifier.Apply(value);
        }

        TAccess.Store(value, arguments.Y + offset, remaining);
    }

    private static void BackwardUnit(void* state, int board)
    {
        ref var arguments = ref *(ChannelGateArguments*)state;
        var channels = arguments.Channels;
        var offset = (long)board * arguments.Positions * channels;
        var j = 0;
        for (; j + Lanes.Count <= channels; j += Lanes.Count)
        {
            Differentiate<WholeLanes>(ref arguments, (long)board * channels + j, offset + j, channels - j);
        }

        if (j < channels)
        {
            Differentiate<PartLanes>(ref arguments, (long)board * channels + j, offset + j, channels - j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Differentiate<TAccess>(ref ChannelGateArguments arguments, long gateOffset, long offset, int remaining)
        where TAccess : struct, ILaneAccess
    {
        var gate = TAccess.Load(arguments.Gate + gateOffset, remaining);
        var sum = Vector256<float>.Zero;
        for (var position = 0; position < arguments.Positions; position++)
        {
            var d = TAccess.Load(arguments.DY + offset, remaining);
            if (arguments.IsRectified)
            {
                d = Rectifier.Mask(d, TAccess.Load(arguments.Y + offset, remaining));
                TAccess.Store(d, arguments.DY + offset, remaining);
            }

            sum = Vector256.MultiplyAddEstimate(d, TAccess.Load(arguments.X + offset, remaining), sum);
            if (arguments.DX is not null)
            {
                var dX = d * gate;
                if (arguments.IsAdding)
                {
                    dX += TAccess.Load(arguments.DX + offset, remaining);
                }

                TAccess.Store(dX, arguments.DX + offset, remaining);
            }

            offset += arguments.Channels;
        }

        if (arguments.DGate is not null)
        {
            if (arguments.IsGateAdding)
            {
                sum += TAccess.Load(arguments.DGate + gateOffset, remaining);
            }

            TAccess.Store(sum, arguments.DGate + gateOffset, remaining);
        }
    }
}
