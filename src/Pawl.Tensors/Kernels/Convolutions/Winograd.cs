using System.Numerics;
using System.Runtime.Intrinsics;
using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>The convolution by Winograd tiles on the kernel of the processor.</summary>
internal static unsafe class Winograd
{
    /// <summary>The width of packed panels of weights on this processor.</summary>
    public static int PanelWidth =>
        2
        * Gemm.Best switch
        {
            GemmLevel.Vector512 => GemmVector512.Count,
            GemmLevel.Vector256 => GemmVector256.Count,
            _ => GemmVectorPortable.Count,
        };

    /// <summary>y = weight ∗ x, and the epilogue, with weights packed for <see cref="PanelWidth"/>.</summary>
    public static void Forward(
        ComputeThreads threads,
        ConvolutionShape shape,
        float* x,
        float* packedWeights,
        WinogradEpilogue epilogue,
        float* y
    )
    {
        var arguments = new WinogradArguments
        {
            Grid = new(shape),
            Epilogue = epilogue,
            Inputs = shape.Inputs,
            Outputs = shape.Outputs,
            X = x,
            Y = y,
            PackedWeights = packedWeights,
        };
        switch (Gemm.Best)
        {
            case GemmLevel.Vector512:
                WinogradConvolution<GemmVector512, Vector512<float>>.Run(threads, ref arguments);
                break;
            case GemmLevel.Vector256:
                WinogradConvolution<GemmVector256, Vector256<float>>.Run(threads, ref arguments);
                break;
            default:
                WinogradConvolution<GemmVectorPortable, Vector<float>>.Run(threads, ref arguments);
                break;
        }
    }

    /// <summary>Writes, or adds to, the gradient of x.</summary>
    public static void BackwardInput(ComputeThreads threads, ConvolutionShape shape, float* dY, float* weight, float* dX, bool isAdding)
    {
        var packed = Scratch.OfThread(ScratchUse.ConvolutionWeights, WinogradWeights.Floats(shape.Outputs, shape.Inputs, PanelWidth));
        WinogradWeights.PackTurned(threads, weight, shape.Inputs, shape.Outputs, PanelWidth, packed);
        var turned = shape with { Inputs = shape.Outputs, Outputs = shape.Inputs };
        Forward(threads, turned, dY, packed, new WinogradEpilogue(null, isAdding ? dX : null, false), dX);
    }

    /// <summary>Writes, or adds to, the gradient of the weights.</summary>
    public static void BackwardWeight(ComputeThreads threads, ConvolutionShape shape, float* dY, float* x, float* dWeight, bool isAdding)
    {
        switch (Gemm.Best)
        {
            case GemmLevel.Vector512:
                WinogradWeightGradient<GemmVector512, Vector512<float>>.Run(threads, shape, dY, x, dWeight, isAdding);
                break;
            case GemmLevel.Vector256:
                WinogradWeightGradient<GemmVector256, Vector256<float>>.Run(threads, shape, dY, x, dWeight, isAdding);
                break;
            default:
                WinogradWeightGradient<GemmVectorPortable, Vector<float>>.Run(threads, shape, dY, x, dWeight, isAdding);
                break;
        }
    }
}
