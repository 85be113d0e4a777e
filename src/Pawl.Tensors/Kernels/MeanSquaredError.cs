using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Σ (x − target)² / count.</summary>
internal static unsafe class MeanSquaredError
{
    /// <param name="target">Null stands for zeros.</param>
    /// <param name="y">One number; NaN when there is none to average.</param>
    public static void Forward(Tape tape, float* x, float* target, float* y, int count)
    {
        var units = Chunks.Of(count);
        var partials = tape.Rent(units);
        var arguments = new Arguments
        {
            X = x,
            Target = target,
            Output = partials,
            Count = count,
        };
        tape.Threads.Run(&ForwardUnit, &arguments, units);
        double sum = 0;
        for (var unit = 0; unit < units; unit++)
        {
            sum += partials[unit];
        }

        *y = (float)(sum / count);
        tape.Return(partials, units);
    }

    /// <summary>dX = factor · (x − target), or adds it.</summary>
    public static void Backward(ComputeThreads threads, float factor, float* x, float* target, float* dX, int count, bool isAdding)
    {
        var arguments = new Arguments
        {
            X = x,
            Target = target,
            Output = dX,
            Count = count,
            Factor = factor,
            IsAdding = isAdding,
        };
        threads.Run(&BackwardUnit, &arguments, Chunks.Of(count));
    }

    private static void ForwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.Range(unit, arguments.Count);
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        for (var i = start; i < end; i += 2 * Lanes.Count)
        {
            var first = Difference(ref arguments, i, end);
            even = Vector256.MultiplyAddEstimate(first, first, even);
            if (i + Lanes.Count < end)
            {
                var second = Difference(ref arguments, i + Lanes.Count, end);
                odd = Vector256.MultiplyAddEstimate(second, second, odd);
            }
        }

        arguments.Output[unit] = Lanes.Sum(even + odd);
    }

    private static void BackwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.Range(unit, arguments.Count);
        var factor = Vector256.Create(arguments.Factor);
        for (var i = start; i < end; i += Lanes.Count)
        {
            var d = Difference(ref arguments, i, end) * factor;
            if (arguments.IsAdding)
            {
                d += Lanes.Load(arguments.Output + i, end - i);
            }

            Lanes.Store(d, arguments.Output + i, end - i);
        }
    }

    private static Vector256<float> Difference(ref Arguments arguments, int i, int end)
    {
        var x = Lanes.Load(arguments.X + i, end - i);
        return arguments.Target is null ? x : x - Lanes.Load(arguments.Target + i, end - i);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Arguments
    {
        public float* X;
        public float* Target;
        public float* Output;
        public int Count;
        public float Factor;
        public bool IsAdding;
    }
}
