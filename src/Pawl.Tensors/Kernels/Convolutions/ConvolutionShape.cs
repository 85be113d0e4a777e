using System.Runtime.InteropServices;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>
/// A convolution by 3 × 3 weights, step 1, one row and column of zeros around each board:
/// x (batch, height, width, inputs) to y (batch, height, width, outputs), weights (outputs, inputs, 3, 3).
/// </summary>
/// <remarks>y[n, i, j, o] = Σ weight[o, c, a, b] x[n, i + a − 1, j + b − 1, c]: a cross-correlation, as networks have it.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ConvolutionShape(int Batch, int Height, int Width, int Inputs, int Outputs)
{
    /// <summary>Weights of an output and an input.</summary>
    public const int Taps = 9;

    /// <summary>Places of a board.</summary>
    public int Places => Height * Width;

    public int WeightLength => Outputs * Inputs * Taps;
}
