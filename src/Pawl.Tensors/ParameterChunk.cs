using System.Runtime.InteropServices;

namespace Pawl.Tensors;

/// <summary>A piece of one parameter in a flat buffer.</summary>
/// <param name="Offset">In floats from the start of the buffer.</param>
/// <param name="Length">In floats, above 0.</param>
/// <param name="IsMatrix">The parameter has two dimensions or more.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ParameterChunk(int Offset, int Length, bool IsMatrix)
{
    public static IEnumerable<ParameterChunk> Cut(int offset, TensorShape shape)
    {
        for (var start = 0; start < shape.Length; start += Kernels.Chunks.Elements)
        {
            yield return new(offset + start, Math.Min(Kernels.Chunks.Elements, shape.Length - start), shape.Rank >= 2);
        }
    }
}
