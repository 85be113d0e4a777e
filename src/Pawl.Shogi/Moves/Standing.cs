using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>
/// How the side to move stands: who gives check, who is pinned, and where its pieces may go. With this, legality is a mask: no move is tried on the board.
/// </summary>
[SuppressMessage("Design", "MA0008:Add StructLayoutAttribute", Justification = "a ref struct lives in registers and on the stack")]
internal readonly ref struct Standing<TSide>
    where TSide : struct, ISide
{
    private static int Ours => TSide.Us * MoveClass.Count;

    private static int Theirs => MoveClass.Count - Ours;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Standing(Position position)
    {
        Own = position.OccupiedBy(TSide.Us);
        Occupied = Own | position.OccupiedBy(TSide.Us ^ 1);
        King = position.KingIndex(TSide.Us);
        if (King == Square.Count)
        {
            Allowed = ~Own;
            return;
        }

        var horses = position.Set(Theirs + MoveClass.Horse);
        var dragons = position.Set(Theirs + MoveClass.Dragon);
        var checkers =
            (StepAttacks.Of(Ours + MoveClass.Pawn, King) & position.Set(Theirs + MoveClass.Pawn))
            | (StepAttacks.Of(Ours + MoveClass.Knight, King) & position.Set(Theirs + MoveClass.Knight))
            | (StepAttacks.Of(Ours + MoveClass.Silver, King) & position.Set(Theirs + MoveClass.Silver))
            | (StepAttacks.Of(Ours + MoveClass.Gold, King) & position.Set(Theirs + MoveClass.Gold))
            | (StepAttacks.King(King) & (horses | dragons));
        // sliding pieces on a line with the king: with nothing between they give check, with one piece of ours between they pin it
        var snipers =
            (KingArea.RookLines(King) & (position.Set(Theirs + MoveClass.Rook) | dragons))
            | (KingArea.BishopLines(King) & (position.Set(Theirs + MoveClass.Bishop) | horses))
            | (KingArea.LanceLine(TSide.Us, King) & position.Set(Theirs + MoveClass.Lance));
        var pinned = Bitboard.Empty;
        for (; !snipers.IsEmpty; snipers = snipers.WithoutFirst())
        {
            var sniper = snipers.First;
            var between = Lines.Between(King, sniper) & Occupied;
            if (between.IsEmpty)
            {
                checkers |= Bitboard.Of(sniper);
            }
            else if (!between.IsSeveral)
            {
                pinned |= between & Own;
            }
        }

        Checkers = checkers;
        Pinned = pinned;
        if (checkers.IsEmpty)
        {
            Allowed = ~Own;
        }
        else
        {
            Allowed = checkers.IsSeveral ? Bitboard.Empty : checkers | Lines.Between(King, checkers.First);
        }
    }

    public Bitboard Own { get; }

    public Bitboard Occupied { get; }

    /// <value>0 to 80, or 81 without a king.</value>
    public int King { get; }

    /// <value>The opponent's pieces that give check.</value>
    public Bitboard Checkers { get; }

    /// <value>Own pieces that may move only on their line with the king, and not at all in check.</value>
    public Bitboard Pinned { get; }

    /// <value>Targets of all pieces but the king: in check, the checker and the squares between; none in double check.</value>
    public Bitboard Allowed { get; }

    /// <returns>Where the king may step.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bitboard KingTargets(Position position)
    {
        if (King == Square.Count)
        {
            return Bitboard.Empty;
        }

        var steps = StepAttacks.King(King).Without(Own);
        return steps.IsEmpty ? steps : steps.Without(AttackedAround(position));
    }

    /// <summary>
    /// Attacked squares near the king, which itself stops no line: all those next to it, and some beyond. Only pieces that could reach that far are looked at.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Bitboard AttackedAround(Position position)
    {
        var occupied = Occupied ^ Bitboard.Of(King);
        var near = KingArea.Near(King);
        var pawns = position.Set(Theirs + MoveClass.Pawn);
        var attacked = TSide.Us == 0 ? pawns.RankUp() : pawns.RankDown();
        var enemyKing = position.KingIndex(TSide.Us ^ 1);
        if (enemyKing != Square.Count)
        {
            attacked |= StepAttacks.King(enemyKing);
        }

        for (var set = position.Set(Theirs + MoveClass.Knight) & KingArea.Knights(TSide.Us, King); !set.IsEmpty; set = set.WithoutFirst())
        {
            attacked |= StepAttacks.Of(Theirs + MoveClass.Knight, set.First);
        }

        for (var set = position.Set(Theirs + MoveClass.Silver) & near; !set.IsEmpty; set = set.WithoutFirst())
        {
            attacked |= StepAttacks.Of(Theirs + MoveClass.Silver, set.First);
        }

        for (var set = position.Set(Theirs + MoveClass.Gold) & near; !set.IsEmpty; set = set.WithoutFirst())
        {
            attacked |= StepAttacks.Of(Theirs + MoveClass.Gold, set.First);
        }

        for (var set = position.Set(Theirs + MoveClass.Lance) & KingArea.Files(King); !set.IsEmpty; set = set.WithoutFirst())
        {
            attacked |= SlidingAttacks.Lance(TSide.Us ^ 1, set.First, occupied);
        }

        var horses = position.Set(Theirs + MoveClass.Horse);
        for (
            var set =
                (position.Set(Theirs + MoveClass.Bishop) & KingArea.BishopReach(King)) | (horses & (KingArea.BishopReach(King) | near));
            !set.IsEmpty;
            set = set.WithoutFirst()
        )
        {
            var square = set.First;
            attacked |= SlidingAttacks.Bishop(square, occupied);
            if (horses.Has(square))
            {
                attacked |= StepAttacks.King(square);
            }
        }

        var dragons = position.Set(Theirs + MoveClass.Dragon);
        for (
            var set = (position.Set(Theirs + MoveClass.Rook) & KingArea.RookReach(King)) | (dragons & (KingArea.RookReach(King) | near));
            !set.IsEmpty;
            set = set.WithoutFirst()
        )
        {
            var square = set.First;
            attacked |= SlidingAttacks.Rook(square, occupied);
            if (dragons.Has(square))
            {
                attacked |= StepAttacks.King(square);
            }
        }

        return attacked;
    }
}
