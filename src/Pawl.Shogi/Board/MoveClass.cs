using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pawl.Shogi.Board;

/// <summary>
/// Ways of moving: gold and the four small promoted pieces share one. <see cref="Position"/> keeps one set of squares for each way and player.
/// </summary>
internal static class MoveClass
{
    public const int Pawn = 0;
    public const int Lance = 1;
    public const int Knight = 2;
    public const int Silver = 3;
    public const int Gold = 4;
    public const int Bishop = 5;
    public const int Rook = 6;
    public const int Horse = 7;
    public const int Dragon = 8;
    public const int King = 9;
    public const int Count = 10;

    /// <summary>By <see cref="Piece"/>: 16 of Black's, 16 of White's; those of no piece have no meaning.</summary>
    private static ReadOnlySpan<byte> OfPiece =>
        [0, 0, 1, 2, 3, 5, 6, 4, 9, 4, 4, 4, 4, 7, 8, 0, 0, 10, 11, 12, 13, 15, 16, 14, 19, 14, 14, 14, 14, 17, 18, 0];

    /// <returns>Where a position keeps the squares of a piece: Black's ten sets, then White's.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SetOf(Piece piece) => Unsafe.Add(ref MemoryMarshal.GetReference(OfPiece), (int)piece);
}
