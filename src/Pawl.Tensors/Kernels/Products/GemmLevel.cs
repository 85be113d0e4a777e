namespace Pawl.Tensors.Kernels.Products;

/// <summary>Which micro-kernel multiplies.</summary>
internal enum GemmLevel
{
    Scalar,
    Vector256,
    Vector512,
}
