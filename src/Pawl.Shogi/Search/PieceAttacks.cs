using System.Runtime.CompilerServices;
using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Search;

/// <summary>What a piece attacks, by its way of moving.</summary>
internal static class PieceAttacks
{
    /// <param name="kind">One of <see cref="MoveClass"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Of(int kind, int color, int square, Bitboard occupied) =>
        kind switch
        {
            MoveClass.Lance => SlidingAttacks.Lance(color, square, occupied),
            MoveClass.Bishop => SlidingAttacks.Bishop(square, occupied),
            MoveClass.Rook => SlidingAttacks.Rook(square, occupied),
            MoveClass.Horse => SlidingAttacks.Bishop(square, occupied) | StepAttacks.King(square),
            MoveClass.Dragon => SlidingAttacks.Rook(square, occupied) | StepAttacks.King(square),
            _ => StepAttacks.Of((color * MoveClass.Count) + kind, square),
        };

    /// <returns>The way of moving of a type.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int KindOf(PieceType type) => MoveClass.SetOf((Piece)type);

    /// <summary>Every square a player's pawns attack.</summary>
    /// <param name="color">0 for Black.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard OfPawns(Bitboard pawns, int color) => color == 0 ? pawns.RankDown() : pawns.RankUp();
}
