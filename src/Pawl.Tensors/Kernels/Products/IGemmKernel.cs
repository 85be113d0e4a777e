namespace Pawl.Tensors.Kernels.Products;

/// <summary>One tile of C in registers.</summary>
/// <remarks>
/// Every kernel sums each element in the same order with fused multiply-adds, one accumulator an element, so all kernels give
/// the same bits: which one a processor gets cannot be seen in a result.
/// </remarks>
internal unsafe interface IGemmKernel
{
    /// <summary>Rows of a tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of a tile, which is also the width of a packed panel of B.</summary>
    static abstract int Columns { get; }

    /// <summary>C = A B, or C += A B, for one whole tile.</summary>
    /// <param name="a">Element (row, p) is at row · <paramref name="rowStrideA"/> + p · <paramref name="innerStrideA"/>.</param>
    /// <param name="b">Packed panel: (inner × Columns).</param>
    /// <param name="c">Element (row, column) is at row · <paramref name="strideC"/> + column.</param>
    static abstract void Tile(float* a, nint rowStrideA, nint innerStrideA, float* b, float* c, nint strideC, int inner, bool isAdding);
}
