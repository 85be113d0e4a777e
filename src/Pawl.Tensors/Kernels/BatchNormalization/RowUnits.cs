using System.Runtime.InteropServices;

namespace Pawl.Tensors.Kernels.BatchNormalization;

/// <summary>Cuts (rows, channels) into units of whole rows, 64 KB or less of each tensor (8 rows at least), by the shape alone.</summary>
/// <remarks>A unit of two tensors stays in a second-level cache, so a kernel may go over it twice.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct RowUnits(int rows, int channels)
{
    /// <summary>Rows that a kernel takes at a time, a vector of channels after the other: sums stay in registers for that long.</summary>
    public const int Block = 8;

    private const int Elements = 16384;

    private readonly int _rowsOfUnit = Math.Clamp(Elements / Math.Max(1, channels), Block, Elements) & ~(Block - 1);

    public int Count => (int)(((long)rows + _rowsOfUnit - 1) / _rowsOfUnit);

    /// <summary>Channels, rounded up to whole vectors: the length of a row of numbers per channel.</summary>
    public int Padded => (channels + Lanes.Count - 1) & ~(Lanes.Count - 1);

    public (int Start, int End) Range(int unit) => (unit * _rowsOfUnit, (int)Math.Min(rows, (unit + 1L) * _rowsOfUnit));
}
