using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Channels;

/// <summary>Mean of each channel over the positions of a board; a unit of work is a board.</summary>
internal static unsafe class MeanPool
{
    /// <param name="x">(boards, positions, channels).</param>
    /// <param name="y">(boards, channels); written. NaN when there is no position.</param>
    public static void Forward(ComputeThreads threads, float* x, float* y, int boards, int positions, int channels)
    {
        var arguments = new Arguments
        {
            X = x,
            Y = y,
            Positions = positions,
            Channels = channels,
        };
        threads.Run(&ForwardUnit, &arguments, boards);
    }

    /// <summary>dX = dY / positions at every position, or adds it.</summary>
    public static void Backward(ComputeThreads threads, float* dY, float* dX, int boards, int positions, int channels, bool isAdding)
    {
        var arguments = new Arguments
        {
            X = dX,
            Y = dY,
            Positions = positions,
            Channels = channels,
            IsAdding = isAdding,
        };
        threads.Run(&BackwardUnit, &arguments, boards);
    }

    private static void ForwardUnit(void* state, int board)
    {
        ref var arguments = ref *(Arguments*)state;
        var (positions, channels) = (arguments.Positions, arguments.Channels);
        var x = arguments.X + (long)board * positions * channels;
        var y = arguments.Y + (long)board * channels;
        var j = 0;
        for (; j + Lanes.Count <= channels; j += Lanes.Count)
        {
            Average<WholeLanes>(x + j, y + j, positions, channels, channels - j);
        }

        if (j < channels)
        {
            Average<PartLanes>(x + j, y + j, positions, channels, channels - j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Average<TAccess>(float* x, float* y, int positions, int channels, int remaining)
        where TAccess : struct, ILaneAccess
    {
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        var position = 0;
        for (; position + 2 <= positions; position += 2)
        {
            even += TAccess.Load(x, remaining);
            odd += TAccess.Load(x + channels, remaining);
            x += 2 * channels;
        }

        if (position < positions)
        {
            even += TAccess.Load(x, remaining);
        }

        TAccess.Store((even + odd) / Vector256.Create((float)positions), y, remaining);
    }

    private static void BackwardUnit(void* state, int board)
    {
        ref var arguments = ref *(Arguments*)state;
        var (positions, channels) = (arguments.Positions, arguments.Channels);
        var dX = arguments.X + (long)board * positions * channels;
        var dY = arguments.Y + (long)board * channels;
        var share = Vector256.Create(1f / positions);
        for (var position = 0; position < positions; position++)
        {
            for (var j = 0; j < channels; j += Lanes.Count)
            {
                var d = Lanes.Load(dY + j, channels - j) * share;
                if (arguments.IsAdding)
                {
                    d += Lanes.Load(dX + j, channels - j);
                }

                Lanes.Store(d, dX + j, channels - j);
            }

            dX += channels;
        }
    }

    private struct Arguments
    {
        public float* X;
        public float* Y;
        public int Positions;
        public int Channels;
        public bool IsAdding;
    }
}
