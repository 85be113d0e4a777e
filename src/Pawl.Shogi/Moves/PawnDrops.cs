using System.Runtime.CompilerServices;
using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>The two rules for pawn drops alone: no second pawn on a file (二歩), no mate by the drop (打ち歩詰め).</summary>
internal static class PawnDrops
{
    private const ulong RankNineLow = 0x4020_1008_0402_0100;
    private const ulong RankNineHigh = 0x20100;

    /// <summary>All squares of the files that hold none of these pawns, of which no file holds two.</summary>
    /// <remarks>
    /// From bit 8 of each file's nine the pawn's bit is subtracted: bit 8 survives only where there is none. Then each surviving bit becomes nine.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard FilesWithout(Bitboard pawns)
    {
        var low = (RankNineLow - pawns.Low) & RankNineLow;
        var high = (RankNineHigh - pawns.High) & RankNineHigh;
        return new((low << 1) - (low >> 8), (high << 1) - (high >> 8));
    }

    /// <param name="targets">Where a pawn of the side to move may be dropped as far as the other rules go.</param>
    /// <returns>The one square of them, if any, where the drop would be mate.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard MatingSquare(Position position, int us, Bitboard targets)
    {
        var king = position.KingIndex(us ^ 1);
        if (king == Square.Count)
        {
            return Bitboard.Empty;
        }

        var front = StepAttacks.Of(((us ^ 1) * MoveClass.Count) + MoveClass.Pawn, king) & targets;
        return !front.IsEmpty && IsMate(position, us, front.First) ? front : Bitboard.Empty;
    }

    /// <summary>Whether a pawn of the side to move, dropped right in front of the opponent's king, would be mate.</summary>
    /// <param name="square">The empty square in front of the king, which is not in check now.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsMate(Position position, int us, int square)
    {
        var them = us ^ 1;
        var king = position.KingIndex(them);
        var occupied = position.OccupiedBy(0) | position.OccupiedBy(1);
        var defenders = Attackers.Of(position, square, them, occupied).Without(Bitboard.Of(king));
        for (; !defenders.IsEmpty; defenders = defenders.WithoutFirst())
        {
            // a defender may take the pawn unless that opens a line to its king
            var after = (occupied ^ Bitboard.Of(defenders.First)) | Bitboard.Of(square);
            if (!IsAttackedBySliding(position, king, us, after))
            {
                return false;
            }
        }

        var withPawn = (occupied | Bitboard.Of(square)) ^ Bitboard.Of(king);
        for (var steps = StepAttacks.King(king).Without(position.OccupiedBy(them)); !steps.IsEmpty; steps = steps.WithoutFirst())
        {
            if (Attackers.Of(position, steps.First, us, withPawn).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAttackedBySliding(Position position, int square, int by, Bitboard occupied)
    {
        var theirs = by * MoveClass.Count;
        return SlidingAttacks.Lance(by ^ 1, square, occupied).Meets(position.Set(theirs + MoveClass.Lance))
            || SlidingAttacks
                .Bishop(square, occupied)
                .Meets(position.Set(theirs + MoveClass.Bishop) | position.Set(theirs + MoveClass.Horse))
            || SlidingAttacks.Rook(square, occupied).Meets(position.Set(theirs + MoveClass.Rook) | position.Set(theirs + MoveClass.Dragon));
    }
}
