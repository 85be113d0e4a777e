namespace Pawl.Tensors.Kernels;

/// <summary>One whole tile of a product of attention, in registers.</summary>
/// <remarks>An element has one accumulator and is summed in index order, so that tiles of other sizes give the same bits.</remarks>
internal unsafe interface IAttentionTile
{
    /// <summary>Rows of a tile: divides the block of queries, at most <see cref="Attention.Margin"/> − 8.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of a tile and of a packed panel: divides the block of keys.</summary>
    static abstract int Columns { get; }

    /// <summary>C = A B, or C += A B.</summary>
    /// <param name="a">Element (row, p) is at row · <paramref name="rowStrideA"/> + p · <paramref name="innerStrideA"/>.</param>
    /// <param name="b">(inner × Columns).</param>
    /// <param name="c">Element (row, column) is at row · <paramref name="strideC"/> + column.</param>
    static abstract void Multiply(float* a, nint rowStrideA, nint innerStrideA, float* b, float* c, nint strideC, int inner, bool isAdding);
}
