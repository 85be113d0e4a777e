using Pawl.Shogi.Board;

namespace Pawl.Shogi.Games;

/// <summary>
/// Declaring with an entered king (入玉宣言): the declarer is to move and not in check, its king stands in the opponent's camp (the far three ranks) with
/// at least ten more of its pieces, and its points there and in hand are enough: 5 for each rook and bishop (promoted too), 1 for every other piece, 0 for
/// the king (CSA, "コンピュータ将棋選手権ルール", article on 入玉宣言法).
/// </summary>
public static class EnteringKing
{
    private const int PiecesInCamp = 10;
    private const int LargePiece = 5;

    /// <summary>What a declaration of the side to move now would lead to.</summary>
    /// <returns>A win or a draw, or null when the declaration does not hold: whoever makes it then loses.</returns>
    public static GameEnd? Judge(Position position, EnteringKingRule rule)
    {
        ArgumentNullException.ThrowIfNull(position);
        var us = position.SideToMove;
        if (rule == EnteringKingRule.None || position.King(us) is not { } king || !king.IsPromotionZone(us))
        {
            return null;
        }

        var (pieces, points) = CampOf(position, us);
        if (pieces < PiecesInCamp || position.InCheck)
        {
            return null;
        }

        return rule switch
        {
            EnteringKingRule.Points27 when points >= (us == Color.Black ? 28 : 27) => new GameEnd(us, EndReason.EnteringKing),
            EnteringKingRule.Points24 when points >= 31 => new GameEnd(us, EndReason.EnteringKing),
            EnteringKingRule.Points24 when points >= 24 => new GameEnd(null, EndReason.Impasse),
            _ => null,
        };
    }

    /// <returns>The player's pieces in the opponent's camp without its king, and its points there and in hand.</returns>
    public static (int Pieces, int Points) CampOf(Position position, Color color)
    {
        ArgumentNullException.ThrowIfNull(position);
        var own = position.OccupiedBy((int)color);
        var camp =
            color == Color.Black
                ? Bitboard.Rank(1) | Bitboard.Rank(2) | Bitboard.Rank(3)
                : Bitboard.Rank(7) | Bitboard.Rank(8) | Bitboard.Rank(9);
        var inCamp = own & camp;
        var first = (int)color * MoveClass.Count;
        var large =
            position.Set(first + MoveClass.Rook)
            | position.Set(first + MoveClass.Bishop)
            | position.Set(first + MoveClass.Dragon)
            | position.Set(first + MoveClass.Horse);
        var pieces = inCamp.Without(position.Set(first + MoveClass.King)).Count;
        var hand = position.Hand(color);
        var heldLarge = hand.Count(PieceType.Rook) + hand.Count(PieceType.Bishop);
        var points = pieces + ((LargePiece - 1) * (large & camp).Count) + hand.Total + ((LargePiece - 1) * heldLarge);
        return (pieces, points);
    }
}
