using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>ReLU: max(0, x). NaN stays NaN, and lets the gradient through.</summary>
internal static unsafe class Rectifier
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) =>
        // In this order the processor's maximum gives x where x is NaN.
        Vector256.MaxNative(Vector256<float>.Zero, x);

    /// <summary>The gradient where the output is above 0, and 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Mask(Vector256<float> gradient, Vector256<float> output) =>
        Vector256.AndNot(gradient, Vector256.LessThanOrEqual(output, Vector256<float>.Zero));

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
    /// <param name="y">The output: its sign is the mask.</param>
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
            Lanes.Store(Apply(Lanes.Load(arguments.X + i, end - i)), arguments.Y + i, end - i);
        }
    }

    private static void BackwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.Range(unit, arguments.Count);
        for (var i = start; i < end; i += Lanes.Count)
        {
            var d = Mask(Lanes.Load(arguments.X + i, end - i), Lanes.Load(arguments.Y + i, end - i));
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
