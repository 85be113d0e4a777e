using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>The convolution of <see cref="ConvolutionShape"/> and its gradients, by the way that suits the shape.</summary>
internal static unsafe class Convolution
{
    /// <summary>Writes y = weight ∗ x + bias.</summary>
    /// <param name="bias">(outputs), or null.</param>
    public static void Forward(ComputeThreads threads, ConvolutionShape shape, float* x, float* weight, float* bias, float* y) =>
        PatchConvolution.Forward(threads, shape, x, weight, bias, y);

    /// <summary>Writes, or adds to, the gradients of x and the weights; either may be null.</summary>
    public static void Backward(
        ComputeThreads threads,
        ConvolutionShape shape,
        float* dY,
        float* x,
        float* weight,
        float* dX,
        bool isAddingX,
        float* dWeight,
        bool isAddingWeight
    ) => PatchConvolution.Backward(threads, shape, dY, x, weight, dX, isAddingX, dWeight, isAddingWeight);
}
