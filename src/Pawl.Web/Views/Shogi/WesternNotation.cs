using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Web.Views.Shogi;

/// <summary>Moves for readers of letters, in the long form that needs no other moves to be told apart: <c>P7g-7f</c>, <c>B8hx2b+</c>, <c>P*5e</c>.</summary>
internal static class WesternNotation
{
    /// <param name="before">The position the move is made in.</param>
    public static string Of(Position before, Move move)
    {
        if (move.IsDrop)
        {
            return move.ToString();
        }

        var type = before[move.From].Type();
        var isCapture = before[move.To] != Piece.None;
        var side = before.SideToMove;
        var couldPromote = type.CanPromote() && (move.From.IsPromotionZone(side) || move.To.IsPromotionZone(side));
        return $"{PieceFace.Of(Pieces.Of(side, type)).Letters}{move.From}{(isCapture ? 'x' : '-')}{move.To}{(move.IsPromotion ? "+" : couldPromote ? "=" : "")}";
    }
}
