namespace Pawl.Tensors.Kernels.Products;

/// <summary>A whole product as the units of its kernel see it.</summary>
internal unsafe struct GemmArguments
{
    public GemmShape Shape;
    public float* A;
    public int StrideA;
    public float* B;
    public int StrideB;
    public float* C;
    public int StrideC;
    public bool IsAdding;

    /// <summary>B packed: blocks of <see cref="GemmBlocks.Inner"/> rows, in each the panels side by side, in each (rows × panel width).</summary>
    public float* PackedB;

    public int RowBlocks;
    public int ColumnBlocks;
    public int ColumnsOfBlock;
}
