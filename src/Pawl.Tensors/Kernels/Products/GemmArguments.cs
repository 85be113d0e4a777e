namespace Pawl.Tensors.Kernels.Products;

/// <summary>C = bias + op(A) op(B) + addend for a batch of products, as the units of work see it.</summary>
internal unsafe struct GemmArguments
{
    public GemmShape Shape;
    public float* A;
    public int StrideA;
    public float* B;
    public int StrideB;
    public float* C;
    public int StrideC;

    /// <summary>op(B) packed beforehand, or null.</summary>
    public float* PackedB;

    /// <summary>(columns), added to each row, or null.</summary>
    public float* Bias;

    /// <summary>(rows × columns), or null; C itself where the product is added to it.</summary>
    public float* Addend;
    public int StrideAddend;

    /// <summary>Products of the batch and the floats from one operand to the next.</summary>
    public int Count;
    public long BatchStrideA;
    public long BatchStrideB;
    public long BatchStrideC;

    // The cut into units, by shape alone.
    public int RowsOfUnit;
    public int RowBlocks;
    public int ColumnsOfUnit;
    public int ColumnBlocks;

    /// <summary>Names this call where a thread keeps a packed block of B from unit to unit, else 0.</summary>
    public long Call;
}
