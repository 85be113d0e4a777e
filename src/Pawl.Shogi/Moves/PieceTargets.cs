using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>What one piece attacks.</summary>
internal static class PieceTargets
{
    /// <param name="color">0 for Black.</param>
    /// <param name="occupied">The squares that stop a sliding piece.</param>
    public static Bitboard Of(PieceType type, int color, int square, Bitboard occupied)
    {
        var first = color * MoveClass.Count;
        return type switch
        {
            PieceType.Pawn => StepAttacks.Of(first + MoveClass.Pawn, square),
            PieceType.Lance => SlidingAttacks.Lance(color, square, occupied),
            PieceType.Knight => StepAttacks.Of(first + MoveClass.Knight, square),
            PieceType.Silver => StepAttacks.Of(first + MoveClass.Silver, square),
            PieceType.Bishop => SlidingAttacks.Bishop(square, occupied),
            PieceType.Rook => SlidingAttacks.Rook(square, occupied),
            PieceType.King => StepAttacks.King(square),
            PieceType.Horse => SlidingAttacks.Bishop(square, occupied) | StepAttacks.King(square),
            PieceType.Dragon => SlidingAttacks.Rook(square, occupied) | StepAttacks.King(square),
            PieceType.None => Bitboard.Empty,
            _ => StepAttacks.Of(first + MoveClass.Gold, square),
        };
    }
}
