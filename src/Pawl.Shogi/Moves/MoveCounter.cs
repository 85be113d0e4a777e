using System.Runtime.CompilerServices;
using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>Counts legal moves without listing them: targets are masked and their bits counted, pawns, knights and drops all at once.</summary>
[SkipLocalsInit]
internal static class MoveCounter
{
    /// <summary>Bits 32 to 63: silver, bishop, rook and gold, which may be dropped anywhere, have their counts in bytes 4 to 7 of a hand.</summary>
    private const int AnywhereShift = 32;

    public static int Count<TSide>(Position position)
        where TSide : struct, ISide
    {
        var standing = new Standing<TSide>(position);
        var count = standing.KingTargets(position).Count;
        if (standing.Allowed.IsEmpty)
        {
            return count;
        }

        count += Steps<TSide>(position, standing) + Slides<TSide>(position, standing);
        if (!standing.Pinned.IsEmpty && standing.Checkers.IsEmpty)
        {
            count += OfPinned<TSide>(position, standing.King, standing.Pinned, standing.Occupied, standing.Allowed);
        }

        var hand = position.Hand((Color)TSide.Us);
        return hand.IsEmpty ? count : count + Drops<TSide>(position, hand, standing.Allowed.Without(standing.Occupied));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Steps<TSide>(Position position, in Standing<TSide> standing)
        where TSide : struct, ISide
    {
        var ours = TSide.Us * MoveClass.Count;
        var (allowed, pinned) = (standing.Allowed, standing.Pinned);
        var pawns = TSide.Forward(position.Set(ours + MoveClass.Pawn).Without(pinned)) & allowed;
        var count = pawns.Count + (pawns & TSide.PromotionZone.Without(TSide.LastRank)).Count;
        var knights = TSide.Forward(TSide.Forward(position.Set(ours + MoveClass.Knight).Without(pinned)));
        var up = knights.FileUp() & allowed;
        var down = knights.FileDown() & allowed;
        var thirdRank = TSide.PromotionZone.Without(TSide.LastTwoRanks);
        count += up.Count + (up & thirdRank).Count + down.Count + (down & thirdRank).Count;
        for (var set = position.Set(ours + MoveClass.Silver).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            var square = set.First;
            count += WithPromotions<TSide>(square, StepAttacks.Of(ours + MoveClass.Silver, square) & allowed);
        }

        for (var set = position.Set(ours + MoveClass.Gold).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            count += (StepAttacks.Of(ours + MoveClass.Gold, set.First) & allowed).Count;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Slides<TSide>(Position position, in Standing<TSide> standing)
        where TSide : struct, ISide
    {
        var ours = TSide.Us * MoveClass.Count;
        var (allowed, pinned, occupied) = (standing.Allowed, standing.Pinned, standing.Occupied);
        var count = 0;
        for (var set = position.Set(ours + MoveClass.Lance).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            var targets = SlidingAttacks.Lance(TSide.Us, set.First, occupied) & allowed;
            count += targets.Count + (targets & TSide.PromotionZone.Without(TSide.LastRank)).Count;
        }

        for (var set = position.Set(ours + MoveClass.Bishop).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            var square = set.First;
            count += WithPromotions<TSide>(square, SlidingAttacks.Bishop(square, occupied) & allowed);
        }

        for (var set = position.Set(ours + MoveClass.Rook).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            var square = set.First;
            count += WithPromotions<TSide>(square, SlidingAttacks.Rook(square, occupied) & allowed);
        }

        for (var set = position.Set(ours + MoveClass.Horse).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            var square = set.First;
            count += ((SlidingAttacks.Bishop(square, occupied) | StepAttacks.King(square)) & allowed).Count;
        }

        for (var set = position.Set(ours + MoveClass.Dragon).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            var square = set.First;
            count += ((SlidingAttacks.Rook(square, occupied) | StepAttacks.King(square)) & allowed).Count;
        }

        return count;
    }

    /// <summary>Silver, bishop and rook: every target once, and again as a promotion when the move begins or ends in the zone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WithPromotions<TSide>(int from, Bitboard targets)
        where TSide : struct, ISide
    {
        var zone = TSide.PromotionZone;
        return targets.Count + (zone.Has(from) ? targets : targets & zone).Count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int OfPinned<TSide>(Position position, int king, Bitboard pinned, Bitboard occupied, Bitboard allowed)
        where TSide : struct, ISide
    {
        var count = 0;
        for (var set = pinned; !set.IsEmpty; set = set.WithoutFirst())
        {
            var square = set.First;
            var type = position[new Square(square)].Type();
            var targets = PieceTargets.Of(type, TSide.Us, square, occupied) & allowed & Lines.Through(king, square);
            count += type switch
            {
                PieceType.Pawn or PieceType.Lance => targets.Count + (targets & TSide.PromotionZone.Without(TSide.LastRank)).Count,
                PieceType.Silver or PieceType.Bishop or PieceType.Rook => WithPromotions<TSide>(square, targets),
                // a pinned knight has no target on its line
                _ => targets.Count,
            };
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Drops<TSide>(Position position, Hand hand, Bitboard empty)
        where TSide : struct, ISide
    {
        var anywhere = hand.Bits >> AnywhereShift;
        // one bit for each byte that is not zero: no count reaches 128
        var kinds = System.Numerics.BitOperations.PopCount((anywhere + 0x7F7F7F7F) & 0x80808080);
        var count = kinds * empty.Count;
        if (hand.Has(PieceType.Knight))
        {
            count += empty.Without(TSide.LastTwoRanks).Count;
        }

        var notLast = empty.Without(TSide.LastRank);
        if (hand.Has(PieceType.Lance))
        {
            count += notLast.Count;
        }

        if (hand.Has(PieceType.Pawn))
        {
            var targets = notLast & PawnDrops.FilesWithout(position.Set((TSide.Us * MoveClass.Count) + MoveClass.Pawn));
            count += targets.Without(PawnDrops.MatingSquare(position, TSide.Us, targets)).Count;
        }

        return count;
    }
}
