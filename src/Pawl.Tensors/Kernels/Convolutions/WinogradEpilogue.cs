using System.Runtime.InteropServices;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>What happens to an output before it is written: y = f(y + bias + residual).</summary>
/// <param name="bias">(outputs), or null.</param>
/// <param name="residual">Of the output's shape, or null; may be the output itself.</param>
/// <param name="isRectified">f is the positive part; otherwise nothing.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct WinogradEpilogue(float* bias, float* residual, bool isRectified)
{
    public readonly float* Bias = bias;
    public readonly float* Residual = residual;
    public readonly bool IsRectified = isRectified;
}
