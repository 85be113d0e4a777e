namespace Pawl.Tensors.Kernels.Products;

/// <summary>Sizes that cut a product. They do not depend on the thread count, and the inner one not on the kernel either: it is part of the order of summation.</summary>
internal static class GemmBlocks
{
    /// <summary>Rows of a packed panel of B: 256 × 16 or 32 floats are 16 or 32 KB, which stay in the first-level cache.</summary>
    public const int Inner = 256;

    /// <summary>Rows of a unit of work: a multiple of every kernel's rows, and with Inner 48 KB of A, which stay in the second-level cache.</summary>
    public const int Rows = 48;
}
