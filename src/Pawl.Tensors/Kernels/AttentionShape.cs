using System.Runtime.InteropServices;

namespace Pawl.Tensors.Kernels;

[StructLayout(LayoutKind.Auto)]
internal readonly record struct AttentionShape(int Batch, int Length, int Heads, int HeadWidth)
{
    public int Width => Heads * HeadWidth;
}
