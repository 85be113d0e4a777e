using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Games;

/// <summary>Says which rule a move breaks.</summary>
public static class IllegalMoves
{
    /// <returns>The reason in words, or null when the move is legal.</returns>
    public static string? WhyNot(Position position, Move move)
    {
        ArgumentNullException.ThrowIfNull(position);
        if (LegalMoves.IsLegal(position, move))
        {
            return null;
        }

        if (move == Move.None)
        {
            return "it is no move";
        }

        return (move.IsDrop ? WhyNoDrop(position, move) : WhyNoStep(position, move)) ?? WhyUnsafe(position);
    }

    private static string? WhyNoDrop(Position position, Move move)
    {
        var us = position.SideToMove;
        var (type, to) = (move.DropType, move.To);
        if (!type.CanBeHeld() || to.Index >= Square.Count)
        {
            return "it is no move";
        }

        if (!position.Hand(us).Has(type))
        {
            return $"{us} holds no {type.Letter()}";
        }

        if (position[to] != Piece.None)
        {
            return $"{to} is occupied";
        }

        if (!CanStandOn(type, to, us))
        {
            return $"a {type.Letter()} dropped on {to} could never move again";
        }

        if (type != PieceType.Pawn)
        {
            return null;
        }

        for (var rank = 1; rank <= 9; rank++)
        {
            if (position[Square.Of(to.File, rank)] == Pieces.Of(us, PieceType.Pawn))
            {
                return $"{us} already has an unpromoted pawn on file {to.File} (nifu)";
            }
        }

        var after = position.Clone();
        after.Do(move);
        return after.InCheck && !ReferenceMoves.IsInCheck(after, us) ? "a pawn must not be dropped to give mate" : null;
    }

    private static string? WhyNoStep(Position position, Move move)
    {
        var us = position.SideToMove;
        var (from, to) = (move.From, move.To);
        if (from.Index >= Square.Count || to.Index >= Square.Count)
        {
            return "it is no move";
        }

        var piece = position[from];
        if (!piece.IsOf(us))
        {
            return piece == Piece.None ? $"{from} is empty" : $"the piece on {from} is not {us}'s, who is to move";
        }

        if (position[to].IsOf(us))
        {
            return $"{to} is occupied by a piece of {us}'s own";
        }

        if (!Reaches(position, from.Index, to.Index, piece))
        {
            return $"the {piece.Type().Letter()} on {from} does not reach {to}";
        }

        if (move.IsPromotion && !piece.Type().CanPromote())
        {
            return $"the {piece.Type().Letter()} on {from} has no promoted side";
        }

        if (move.IsPromotion && !from.IsPromotionZone(us) && !to.IsPromotionZone(us))
        {
            return $"{from} to {to} neither begins nor ends in the promotion zone";
        }

        return !move.IsPromotion && !CanStandOn(piece.Type(), to, us) ? $"the {piece.Type().Letter()} must promote on {to}" : null;
    }

    private static string WhyUnsafe(Position position) =>
        position.InCheck ? "the king would still be in check" : "the king would be left in check";

    private static bool Reaches(Position position, int from, int to, Piece piece)
    {
        var color = piece.Color();
        if (Direction.StepsOf(piece.Type()).Any(step => step.For(color).From(from) == to))
        {
            return true;
        }

        var occupied = position.OccupiedBy(0) | position.OccupiedBy(1);
        return Direction.SlidesOf(piece.Type()).Any(slide => SlidingAttacks.Walk(from, occupied, slide.For(color)).Has(to));
    }

    private static bool CanStandOn(PieceType type, Square square, Color color) =>
        type switch
        {
            PieceType.Pawn or PieceType.Lance => square.RankFor(color) > 1,
            PieceType.Knight => square.RankFor(color) > 2,
            _ => true,
        };
}
