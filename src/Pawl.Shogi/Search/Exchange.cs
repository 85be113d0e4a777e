using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>
/// Static exchange evaluation: what captures and recaptures on one square come to when both sides always take with their cheapest piece and stop when it
/// pays. Promotions of recapturing pieces and pins are not looked at.
/// </summary>
internal static class Exchange
{
    /// <summary>Ways of moving from the cheapest piece to the dearest.</summary>
    private static ReadOnlySpan<byte> Order =>
        [
            MoveClass.Pawn,
            MoveClass.Lance,
            MoveClass.Knight,
            MoveClass.Silver,
            MoveClass.Gold,
            MoveClass.Bishop,
            MoveClass.Rook,
            MoveClass.Horse,
            MoveClass.Dragon,
            MoveClass.King,
        ];

    /// <param name="move">A legal move.</param>
    /// <param name="threshold">Centipawns.</param>
    /// <returns>True when the exchange that the move begins wins at least the threshold.</returns>
    public static bool IsAtLeast(Position position, Move move, int threshold)
    {
        var to = move.To.Index;
        var occupied = position.OccupiedBy(0) | position.OccupiedBy(1);
        var captured = position[move.To];
        var balance = (captured == Piece.None ? 0 : PieceValues.OfCapture(captured.Type())) - threshold;
        PieceType next;
        if (move.IsDrop)
        {
            next = move.DropType;
        }
        else
        {
            next = position[move.From].Type();
            if (move.IsPromotion)
            {
                balance += PieceValues.OfPromotion(next);
                next = next.Promoted();
            }

            occupied ^= Bitboard.Of(move.From.Index);
        }

        if (balance < 0)
        {
            return false;
        }

        balance -= PieceValues.OfCapture(next);
        if (balance >= 0)
        {
            return true;
        }

        occupied |= Bitboard.Of(to);
        var side = (int)position.SideToMove ^ 1;
        var mover = side ^ 1;
        while (true)
        {
            // sliding pieces behind those already gone join in, since the squares left are no longer occupied
            var attackers = Attackers.Of(position, to, side, occupied) & occupied;
            if (attackers.IsEmpty)
            {
                break;
            }

            var (square, kind) = Cheapest(position, attackers, side);
            if (kind == MoveClass.King && !(Attackers.Of(position, to, side ^ 1, occupied) & occupied).IsEmpty)
            {
                break;
            }

            occupied ^= Bitboard.Of(square);
            side ^= 1;
            balance = -balance - 1 - PieceValues.OfCapture(position[new Square(square)].Type());
            if (balance >= 0)
            {
                break;
            }
        }

        // whoever would have to move on has lost the exchange
        return side != mover;
    }

    private static (int Square, int Kind) Cheapest(Position position, Bitboard attackers, int side)
    {
        foreach (var kind in Order)
        {
            var of = attackers & position.Set((side * MoveClass.Count) + kind);
            if (!of.IsEmpty)
            {
                return (of.First, kind);
            }
        }

        return (attackers.First, MoveClass.King);
    }
}
