using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>Tests one move without listing the others.</summary>
internal static class MoveCheck
{
    public static bool IsLegal<TSide>(Position position, Move move)
        where TSide : struct, ISide
    {
        if (move.To.Index >= Square.Count || move.Bits >= 1 << 15)
        {
            return false;
        }

        return move.IsDrop ? IsLegalDrop<TSide>(position, move) : IsLegalStep<TSide>(position, move);
    }

    private static bool IsLegalDrop<TSide>(Position position, Move move)
        where TSide : struct, ISide
    {
        var type = move.DropType;
        if (move.IsPromotion || !type.CanBeHeld() || !position.Hand((Color)TSide.Us).Has(type))
        {
            return false;
        }

        var standing = new Standing<TSide>(position);
        var targets = standing.Allowed.Without(standing.Occupied);
        switch (type)
        {
            case PieceType.Pawn:
                targets =
                    targets.Without(TSide.LastRank) & PawnDrops.FilesWithout(position.Set((TSide.Us * MoveClass.Count) + MoveClass.Pawn));
                targets = targets.Without(PawnDrops.MatingSquare(position, TSide.Us, targets & Bitboard.Of(move.To.Index)));
                break;
            case PieceType.Lance:
                targets = targets.Without(TSide.LastRank);
                break;
            case PieceType.Knight:
                targets = targets.Without(TSide.LastTwoRanks);
                break;
        }

        return targets.Has(move.To.Index);
    }

    private static bool IsLegalStep<TSide>(Position position, Move move)
        where TSide : struct, ISide
    {
        var (from, to) = (move.From.Index, move.To.Index);
        var own = position.OccupiedBy(TSide.Us);
        if (!own.Has(from) || own.Has(to))
        {
            return false;
        }

        var type = position[new Square(from)].Type();
        var standing = new Standing<TSide>(position);
        if (!PieceTargets.Of(type, TSide.Us, from, standing.Occupied).Has(to) || !MayPromoteSo<TSide>(type, move))
        {
            return false;
        }

        if (type == PieceType.King)
        {
            return standing.KingTargets(position).Has(to);
        }

        return standing.Allowed.Has(to)
            && (!standing.Pinned.Has(from) || (standing.Checkers.IsEmpty && Lines.Through(standing.King, from).Has(to)));
    }

    private static bool MayPromoteSo<TSide>(PieceType type, Move move)
        where TSide : struct, ISide
    {
        var (from, to) = (move.From.Index, move.To.Index);
        if (move.IsPromotion)
        {
            return type.CanPromote() && (TSide.PromotionZone.Has(from) || TSide.PromotionZone.Has(to));
        }

        return type switch
        {
            PieceType.Pawn or PieceType.Lance => !TSide.LastRank.Has(to),
            PieceType.Knight => !TSide.LastTwoRanks.Has(to),
            _ => true,
        };
    }
}
