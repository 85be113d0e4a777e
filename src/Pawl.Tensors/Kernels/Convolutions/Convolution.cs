using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>The convolution of <see cref="ConvolutionShape"/> and its gradients, by the way that suits the shape.</summary>
internal static unsafe class Convolution
{
    // Measured: with 3 inputs patches are faster, with 8 tiles are, on boards from 1 × 1 to 9 × 9 and for any count of outputs.
    private const int FewestInputs = 8;

    /// <summary>True where Winograd tiles are faster than patches; both ways are right for every shape.</summary>
    public static bool IsWinograd(ConvolutionShape shape) =>
        Gemm.Best != GemmLevel.Portable && shape.Batch * shape.Places > 0 && shape.Outputs > 0 && shape.Inputs >= FewestInputs;

    /// <summary>Writes y = weight ∗ x + bias.</summary>
    /// <param name="bias">(outputs), or null.</param>
    public static void Forward(ComputeThreads threads, ConvolutionShape shape, float* x, float* weight, float* bias, float* y)
    {
        if (!IsWinograd(shape))
        {
            PatchConvolution.Forward(threads, shape, x, weight, bias, y);
            return;
        }

        var panelWidth = Winograd.PanelWidth;
        var packed = Scratch.OfThread(ScratchUse.ConvolutionWeights, WinogradWeights.Floats(shape.Inputs, shape.Outputs, panelWidth));
        WinogradWeights.Pack(threads, weight, shape.Inputs, shape.Outputs, panelWidth, packed);
        Winograd.Forward(threads, shape, x, packed, new WinogradEpilogue(bias, null, false), y);
    }

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
    )
    {
        if (!IsWinograd(shape))
        {
            PatchConvolution.Backward(threads, shape, dY, x, weight, dX, isAddingX, dWeight, isAddingWeight);
            return;
        }

        if (dWeight is not null)
        {
            Winograd.BackwardWeight(threads, shape, dY, x, dWeight, isAddingWeight);
        }

        if (dX is not null)
        {
            Winograd.BackwardInput(threads, shape, dY, weight, dX, isAddingX);
        }
    }
}
