using System.Runtime.InteropServices;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>C (rows × columns) = op(A) (rows × inner) · op(B) (inner × columns).</summary>
/// <param name="TransposeA">A is stored (inner × rows).</param>
/// <param name="TransposeB">B is stored (columns × inner).</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GemmShape(int Rows, int Columns, int Inner, bool TransposeA, bool TransposeB);
