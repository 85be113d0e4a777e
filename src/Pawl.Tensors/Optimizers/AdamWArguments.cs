using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Optimizers;

/// <summary>One step of <see cref="AdamW"/> over flat buffers, and its kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AdamWArguments
{
    public ParameterChunk* Chunks;
    public float* Values;
    public float* Gradients;
    public float* Means;
    public float* Squares;
    public float GradientScale;
    public float Beta1;
    public float Beta2;

    /// <summary>1 − learning rate · weight decay.</summary>
    public float Decay;

    /// <summary>Learning rate / (1 − β₁ᵗ).</summary>
    public float StepSize;

    /// <summary>1 / √(1 − β₂ᵗ).</summary>
    public float InverseCorrection;
    public float Epsilon;

    public static void Step(void* state, int unit)
    {
        ref var arguments = ref *(AdamWArguments*)state;
        var chunk = arguments.Chunks[unit];
        var values = arguments.Values + chunk.Offset;
        var gradients = arguments.Gradients + chunk.Offset;
        var means = arguments.Means + chunk.Offset;
        var squares = arguments.Squares + chunk.Offset;
        var scale = Vector256.Create(arguments.GradientScale);
        var beta1 = Vector256.Create(arguments.Beta1);
        var beta2 = Vector256.Create(arguments.Beta2);
        var rest1 = Vector256.Create(1 - arguments.Beta1);
        var rest2 = Vector256.Create(1 - arguments.Beta2);
        var decay = Vector256.Create(chunk.IsMatrix ? arguments.Decay : 1);
        var stepSize = Vector256.Create(-arguments.StepSize);
        var correction = Vector256.Create(arguments.InverseCorrection);
        var epsilon = Vector256.Create(arguments.Epsilon);
        var i = 0;
        for (; i <= chunk.Length - Lanes.Count; i += Lanes.Count)
        {
            Step(i, Lanes.Count);
        }

        if (i < chunk.Length)
        {
            Step(i, chunk.Length - i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Step(int i, int remaining)
        {
            var gradient = Lanes.Load(gradients + i, remaining) * scale;
            var mean = Vector256.MultiplyAddEstimate(beta1, Lanes.Load(means + i, remaining), rest1 * gradient);
            var square = Vector256.MultiplyAddEstimate(beta2, Lanes.Load(squares + i, remaining), rest2 * gradient * gradient);
            Lanes.Store(mean, means + i, remaining);
            Lanes.Store(square, squares + i, remaining);
            var root = Vector256.MultiplyAddEstimate(Vector256.Sqrt(square), correction, epsilon);
            var value = Vector256.MultiplyAddEstimate(stepSize, mean / root, decay * Lanes.Load(values + i, remaining));
            Lanes.Store(value, values + i, remaining);
        }
    }
}
