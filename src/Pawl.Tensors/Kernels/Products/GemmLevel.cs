namespace Pawl.Tensors.Kernels.Products;

/// <summary>Which vectors multiply.</summary>
internal enum GemmLevel
{
    /// <summary>Vectors of whatever width the processor has, also without fused multiply-add.</summary>
    Portable,

    /// <summary>256-bit vectors with fused multiply-add.</summary>
    Vector256,

    /// <summary>512-bit vectors with fused multiply-add.</summary>
    Vector512,
}
