using System.Runtime.InteropServices;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>C = bias + A B + addend for one tile. No operand is read beyond the tile.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TileArguments
{
    /// <summary>Element (row, p) is at row · <see cref="RowStrideA"/> + p · <see cref="InnerStrideA"/>.</summary>
    public float* A;
    public nint RowStrideA;
    public nint InnerStrideA;

    /// <summary>Element (p, column) is at p · <see cref="StrideB"/> + column.</summary>
    public float* B;
    public nint StrideB;
    public int Inner;

    /// <summary>A row of the tile's width in which the sums start, or null for zeros.</summary>
    public float* Bias;

    /// <summary>Added to the sums at the end, or null; may be C.</summary>
    public float* Addend;
    public nint StrideAddend;

    public float* C;
    public nint StrideC;
}
