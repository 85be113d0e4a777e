namespace Pawl.Tensors.Kernels.Products;

/// <summary>A number known when a method is compiled: a type argument, for which the compiler cuts what does not apply.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}
