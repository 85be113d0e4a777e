using System.Runtime.InteropServices;

namespace Pawl.Tensors.Files;

/// <summary>One tensor of a safetensors file: little-endian elements, row-major.</summary>
/// <param name="Dimensions">Slowest first; empty for a single number.</param>
public sealed record SafetensorsEntry(string Name, SafetensorsType Type, IReadOnlyList<long> Dimensions, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Bytes of one element.</summary>
    public static int SizeOf(SafetensorsType type) =>
        type switch
        {
            SafetensorsType.F32 => 4,
            SafetensorsType.I64 => 8,
            _ => 1,
        };

    /// <exception cref="SafetensorsException">The entry is not of type F32.</exception>
    public ReadOnlySpan<float> Floats =>
        Type == SafetensorsType.F32 ? MemoryMarshal.Cast<byte, float>(Bytes.Span) : throw OfType(SafetensorsType.F32);

    /// <exception cref="SafetensorsException">The entry is not of type I64.</exception>
    public ReadOnlySpan<long> Longs =>
        Type == SafetensorsType.I64 ? MemoryMarshal.Cast<byte, long>(Bytes.Span) : throw OfType(SafetensorsType.I64);

    /// <summary>A copy of the numbers under a name.</summary>
    public static SafetensorsEntry Of(string name, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return new(
            name,
            SafetensorsType.F32,
            [.. tensor.Shape.ToArray().Select(dimension => (long)dimension)],
            MemoryMarshal.AsBytes(tensor.Values).ToArray()
        );
    }

    /// <summary>A copy of the numbers under a name, as one dimension.</summary>
    public static SafetensorsEntry Of(string name, ReadOnlySpan<long> values) =>
        new(name, SafetensorsType.I64, [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    /// <summary>Copies the numbers into a tensor of the same shape.</summary>
    /// <exception cref="SafetensorsException">Type or shape differ.</exception>
    public void CopyTo(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (!Dimensions.SequenceEqual(tensor.Shape.ToArray().Select(dimension => (long)dimension)))
        {
            throw new SafetensorsException(
                $"Tensor '{Name}' has shape ({string.Join(", ", Dimensions)}) in the file: expected {tensor.Shape}."
            );
        }

        tensor.CopyFrom(Floats);
    }

    private SafetensorsException OfType(SafetensorsType expected) =>
        new($"Tensor '{Name}' has type {Type} in the file: expected {expected}.");
}
