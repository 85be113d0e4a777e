using System.Runtime.Intrinsics;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>1 / (1 + e^(−x)); its derivative is y (1 − y).</summary>
internal static unsafe class Sigmoid
{
    /// <summary>Writes y, which may be x.</summary>
    public static void Forward(ComputeThreads threads, float* x, float* y, int count)
    {
        var arguments = new Arguments
        {
            X = x,
            Y = y,
            Count = count,
        };
        threads.Run(&ForwardUnit, &arguments, Chunks.Of(count));
    }

    /// <summary>Writes dX, which may be dY, or adds to it.</summary>
    /// <param name="y">The output.</param>
    public static void Backward(ComputeThreads threads, float* dY, float* y, float* dX, int count, bool isAdding)
    {
        var arguments = new Arguments
        {
            X = dY,
            Y = y,
            DX = dX,
            Count = count,
            IsAdding = isAdding,
        };
        threads.Run(&BackwardUnit, &arguments, Chunks.Of(count));
    }

    private static void ForwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.Range(unit, arguments.Count);
        for (var i = start; i < end; i += Lanes.Count)
        {
            var exponential = VectorMath.Exp(-Lanes.Load(arguments.X + i, end - i));
            Lanes.Store(Vector256<float>.One / (Vector256<float>.One + exponential), arguments.Y + i, end - i);
        }
    }

    private static void BackwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.Range(unit, arguments.Count);
        for (var i = start; i < end; i += Lanes.Count)
        {
            var y = Lanes.Load(arguments.Y + i, end - i);
            var d = Lanes.Load(arguments.X + i, end - i) * y * (Vector256<float>.One - y);
            if (arguments.IsAdding)
            {
                d += Lanes.Load(arguments.DX + i, end - i);
            }

            Lanes.Store(d, arguments.DX + i, end - i);
        }
    }

    private struct Arguments
    {
        public float* X;
        public float* Y;
        public float* DX;
        public int Count;
        public bool IsAdding;
    }
}
