using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>GELU, both forms.</summary>
internal static unsafe class Activation
{
    private const float InverseRootTwoPi = 0.39894228f;
    private const float RootTwoOverPi = 0.79788456f;
    private const float Cubic = 0.044715f;
    private const float Saturation = 12;

    /// <summary>y = GELU(x), and its derivative at x where <paramref name="derivative"/> is not null: both share the exponential.</summary>
    /// <param name="y">May be x itself where no derivative is asked for.</param>
    /// <param name="derivative">May be x itself, which it then replaces.</param>
    public static void Forward(ComputeThreads threads, float* x, float* y, float* derivative, int count, GeluForm form)
    {
        var arguments = new Arguments
        {
            X = x,
            Y = y,
            Derivative = derivative,
            Count = count,
        };
        threads.Run(form == GeluForm.Exact ? &Exact : &Tanh, &arguments, Chunks.Of(count));
    }

    private static void Exact(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.Range(unit, arguments.Count);
        var i = start;
        for (; i <= end - Lanes.Count; i += Lanes.Count)
        {
            Exact(ref arguments, i, Lanes.Count);
        }

        if (i < end)
        {
            Exact(ref arguments, i, end - i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exact(ref Arguments arguments, int i, int remaining)
    {
        var x = Lanes.Load(arguments.X + i, remaining);
        var distribution = VectorMath.Normal(x, out var density);
        Lanes.Store(x * distribution, arguments.Y + i, remaining);
        if (arguments.Derivative is not null)
        {
            var derivative = Vector256.MultiplyAddEstimate(x * density, Vector256.Create(InverseRootTwoPi), distribution);
            Lanes.Store(derivative, arguments.Derivative + i, remaining);
        }
    }

    // (1 + tanh u) / 2 = s(2u), the logistic function, whose derivative is s (1 − s). Beyond ±12 it is 0 or 1 to the last bit, and the
    // cube would overflow long before the largest float: x is bounded for it, which lets NaN through.
    private static void Tanh(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.Range(unit, arguments.Count);
        for (var i = start; i < end; i += Lanes.Count)
        {
            var x = Lanes.Load(arguments.X + i, end - i);
            var bounded = Vector256.Clamp(x, Vector256.Create(-Saturation), Vector256.Create(Saturation));
            var square = bounded * bounded;
            var inner =
                bounded
                * Vector256.MultiplyAddEstimate(square, Vector256.Create(2 * RootTwoOverPi * Cubic), Vector256.Create(2 * RootTwoOverPi));
            var logistic = Vector256<float>.One / (Vector256<float>.One + VectorMath.Exp(-inner));
            Lanes.Store(x * logistic, arguments.Y + i, end - i);
            if (arguments.Derivative is not null)
            {
                var slope = Vector256.MultiplyAddEstimate(
                    square,
                    Vector256.Create(6 * RootTwoOverPi * Cubic),
                    Vector256.Create(2 * RootTwoOverPi)
                );
                var derivative = Vector256.MultiplyAddEstimate(bounded * slope, logistic * (Vector256<float>.One - logistic), logistic);
                Lanes.Store(derivative, arguments.Derivative + i, end - i);
            }
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Arguments
    {
        public float* X;
        public float* Y;
        public float* Derivative;
        public int Count;
    }
}
