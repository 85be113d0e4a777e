using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>The convolution by Winograd tiles on the kernel of the processor.</summary>
internal static unsafe class Winograd
{
    /// <summary>The width of packed panels of weights on this processor.</summary>
    public static int PanelWidth => Gemm.Best == GemmLevel.Vector512 ? GemmKernel512.Columns : GemmKernel256.Columns;

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
        if (Gemm.Best == GemmLevel.Vector512)
        {
            WinogradConvolution<GemmKernel512>.Run(threads, ref arguments);
        }
        else
        {
            WinogradConvolution<GemmKernel256>.Run(threads, ref arguments);
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
        if (Gemm.Best == GemmLevel.Vector512)
        {
            WinogradWeightGradient<GemmKernel512>.Run(threads, shape, dY, x, dWeight, isAdding);
        }
        else
        {
            WinogradWeightGradient<GemmKernel256>.Run(threads, shape, dY, x, dWeight, isAdding);
        }
    }
}
