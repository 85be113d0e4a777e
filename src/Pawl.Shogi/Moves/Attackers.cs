using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>Who attacks a square.</summary>
internal static class Attackers
{
    /// <returns>The pieces that give check to the king of this player; none when it has no king.</returns>
    public static Bitboard CheckersOf(Position position, Color color)
    {
        var king = position.KingIndex((int)color);
        return king == Square.Count ? Bitboard.Empty : Of(position, king, (int)color ^ 1, position.OccupiedBy(0) | position.OccupiedBy(1));
    }

    /// <param name="by">The player whose pieces are asked for.</param>
    /// <param name="occupied">The squares that stop a sliding piece; may differ from the position's.</param>
    public static Bitboard Of(Position position, int square, int by, Bitboard occupied)
    {
        // a piece attacks the square when a piece of the other player's, moving alike from the square, would reach it
        var theirs = by * MoveClass.Count;
        var ours = MoveClass.Count - theirs;
        var horses = position.Set(theirs + MoveClass.Horse);
        var dragons = position.Set(theirs + MoveClass.Dragon);
        return (StepAttacks.Of(ours + MoveClass.Pawn, square) & position.Set(theirs + MoveClass.Pawn))
            | (StepAttacks.Of(ours + MoveClass.Knight, square) & position.Set(theirs + MoveClass.Knight))
            | (StepAttacks.Of(ours + MoveClass.Silver, square) & position.Set(theirs + MoveClass.Silver))
            | (StepAttacks.Of(ours + MoveClass.Gold, square) & position.Set(theirs + MoveClass.Gold))
            | (StepAttacks.King(square) & (horses | dragons | position.Set(theirs + MoveClass.King)))
            | (SlidingAttacks.Lance(by ^ 1, square, occupied) & position.Set(theirs + MoveClass.Lance))
            | (SlidingAttacks.Bishop(square, occupied) & (position.Set(theirs + MoveClass.Bishop) | horses))
            | (SlidingAttacks.Rook(square, occupied) & (position.Set(theirs + MoveClass.Rook) | dragons));
    }
}
