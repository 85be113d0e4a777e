using System.Runtime.InteropServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Attacks;

/// <summary>One of the two diagonals through a square, and where its attacks are.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DiagonalLine
{
    /// <summary>The diagonal's squares but the square itself and the edges, by word.</summary>
    public Bitboard Inner;

    /// <summary>Both words of <see cref="Inner"/>: file 8 falls on the place of file 1, which is an edge and so never in the mask.</summary>
    public ulong Mask;
    public ulong Magic;

    /// <summary>Targets by <see cref="LineIndex"/>.</summary>
    public Bitboard* Attacks;

    public readonly ulong Merge(Bitboard occupied) => (occupied.Low & Inner.Low) | (occupied.High & Inner.High);
}
