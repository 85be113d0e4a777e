using System.Runtime.InteropServices;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>Part of a product: some rows and columns of C, and a stretch of the inner dimension. Pointers are to the whole operands.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GemmBlock
{
    public int Row;
    public int Rows;
    public int Column;
    public int Columns;
    public int Start;
    public int Inner;
    public float* A;
    public float* B;
    public float* C;
    public float* Bias;
    public float* Addend;
    public int StrideAddend;

    /// <summary>The block of op(B), packed.</summary>
    public float* PackedB;
}
