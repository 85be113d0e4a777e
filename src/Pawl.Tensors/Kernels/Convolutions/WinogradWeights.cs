using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>Transformed weights, U = G w Gᵀ, packed for the product: panels of outputs, in each the frequencies, in each (inputs × panel width).</summary>
/// <remarks>Outputs beyond the last are zeros.</remarks>
internal static unsafe class WinogradWeights
{
    public static long Floats(int inputs, int outputs, int panelWidth) =>
        (long)Panels(outputs, panelWidth) * WinogradTransforms.Frequencies * inputs * panelWidth;

    public static int Panels(int outputs, int panelWidth) => (outputs + panelWidth - 1) / panelWidth;

    /// <summary>Weights (outputs, inputs, 3, 3) for the convolution itself.</summary>
    public static void Pack(ComputeThreads threads, float* weight, int inputs, int outputs, int panelWidth, float* packed)
    {
        var arguments = new Arguments(
            weight,
            inputs,
            outputs,
            inputs * ConvolutionShape.Taps,
            ConvolutionShape.Taps,
            false,
            panelWidth,
            packed
        );
        threads.Run(&PackPanel, &arguments, Panels(outputs, panelWidth));
    }

    /// <summary>
    /// The same weights for the gradient of the input: a convolution that takes the outputs' gradients for its inputs, with the
    /// weights turned around.
    /// </summary>
    public static void PackTurned(ComputeThreads threads, float* weight, int inputs, int outputs, int panelWidth, float* packed)
    {
        var arguments = new Arguments(
            weight,
            outputs,
            inputs,
            ConvolutionShape.Taps,
            inputs * ConvolutionShape.Taps,
            true,
            panelWidth,
            packed
        );
        threads.Run(&PackPanel, &arguments, Panels(inputs, panelWidth));
    }

    private static void PackPanel(void* state, int panel)
    {
        ref var arguments = ref *(Arguments*)state;
        var width = arguments.PanelWidth;
        var frequencyStride = (nint)arguments.Inputs * width;
        var target = arguments.Packed + panel * WinogradTransforms.Frequencies * frequencyStride;
        var table = stackalloc Vector256<float>[15];
        for (var column = 0; column < width; column += Lanes.Count)
        {
            var output = panel * width + column;
            var remaining = arguments.Outputs - output;
            var source = arguments.Weight + (long)output * arguments.OutputStride;
            for (var input = 0; input < arguments.Inputs; input++)
            {
                PackVector(
                    source + (long)input * arguments.InputStride,
                    arguments.OutputStride,
                    remaining,
                    arguments.IsTurned,
                    table,
                    target + (long)input * width + column,
                    frequencyStride
                );
            }
        }
    }

    /// <summary>The weights of one input and eight outputs.</summary>
    private static void PackVector(
        float* source,
        int outputStride,
        int remaining,
        bool isTurned,
        Vector256<float>* table,
        float* target,
        nint frequencyStride
    )
    {
        for (var b = 0; b < 3; b++)
        {
            var g0 = Taps(source, outputStride, remaining, isTurned ? 8 - b : b);
            var g1 = Taps(source, outputStride, remaining, isTurned ? 5 - b : 3 + b);
            var g2 = Taps(source, outputStride, remaining, isTurned ? 2 - b : 6 + b);
            WinogradTransforms.Weight(g0, g1, g2, out table[b], out table[3 + b], out table[6 + b], out table[9 + b]);
            table[12 + b] = g2;
        }

        for (var i = 0; i < 5; i++)
        {
            WinogradTransforms.Weight(table[3 * i], table[3 * i + 1], table[3 * i + 2], out var u0, out var u1, out var u2, out var u3);
            u0.Store(target);
            u1.Store(target + frequencyStride);
            u2.Store(target + 2 * frequencyStride);
            u3.Store(target + 3 * frequencyStride);
            table[3 * i + 2].Store(target + 4 * frequencyStride);
            target += 5 * frequencyStride;
        }
    }

    private static Vector256<float> Taps(float* source, int outputStride, int remaining, int tap)
    {
        if (remaining >= Lanes.Count)
        {
            source += tap;
            var stride = (nint)outputStride;
            return Vector256.Create(
                source[0],
                source[stride],
                source[2 * stride],
                source[3 * stride],
                source[4 * stride],
                source[5 * stride],
                source[6 * stride],
                source[7 * stride]
            );
        }

        var values = Vector256<float>.Zero;
        for (var lane = 0; lane < remaining; lane++)
        {
            values = values.WithElement(lane, source[(long)lane * outputStride + tap]);
        }

        return values;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Arguments(
        float* weight,
        int inputs,
        int outputs,
        int outputStride,
        int inputStride,
        bool isTurned,
        int panelWidth,
        float* packed
    )
    {
        public readonly float* Weight = weight;
        public readonly float* Packed = packed;
        public readonly int Inputs = inputs;
        public readonly int Outputs = outputs;
        public readonly int OutputStride = outputStride;
        public readonly int InputStride = inputStride;
        public readonly int PanelWidth = panelWidth;
        public readonly bool IsTurned = isTurned;
    }
}
