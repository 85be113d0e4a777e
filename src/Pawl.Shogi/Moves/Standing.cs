using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>
/// How the side to move stands: who gives check, who is pinned, and where its pieces may go. With this, legality is a mask: no move is tried on the board.
/// </summary>
/// <remarks>Passed to no method that is not inlined, so that its fields stay in registers.</remarks>
[SuppressMessage("Design", "MA0008:Add StructLayoutAttribute", Justification = "a ref struct lives in registers and on the stack")]
internal readonly unsafe ref struct Standing<TSide>
    where TSide : struct, ISide
{
    private static int Theirs => (TSide.Us ^ 1) * MoveClass.Count;

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

        var area = KingArea.Of(TSide.Us, King);
        var horses = position.Set(Theirs + MoveClass.Horse);
        var dragons = position.Set(Theirs + MoveClass.Dragon);
        var checkers =
            (area->PawnChecks & position.Set(Theirs + MoveClass.Pawn))
            | (area->KnightChecks & position.Set(Theirs + MoveClass.Knight))
            | (area->SilverChecks & position.Set(Theirs + MoveClass.Silver))
            | (area->GoldChecks & position.Set(Theirs + MoveClass.Gold))
            | (area->Steps & (horses | dragons));
        // sliding pieces on a line with the king: with nothing between they give check, with one piece of ours between they pin it
        var snipers =
            (area->RookLines & (position.Set(Theirs + MoveClass.Rook) | dragons))
            | (area->BishopLines & (position.Set(Theirs + MoveClass.Bishop) | horses))
            | (area->LanceLine & position.Set(Theirs + MoveClass.Lance));
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
        Allowed = ~Own;
        if (!checkers.IsEmpty)
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

        var area = KingArea.Of(TSide.Us, King);
        var pawns = position.Set(Theirs + MoveClass.Pawn);
        var targets = area->Steps.Without(Own | (TSide.Us == 0 ? pawns.RankUp() : pawns.RankDown()));
        var enemyKing = position.KingIndex(TSide.Us ^ 1);
        if (enemyKing != Square.Count)
        {
            targets = targets.Without(StepAttacks.King(enemyKing));
        }

        if (targets.IsEmpty)
        {
            return targets;
        }

        var horses = position.Set(Theirs + MoveClass.Horse);
        var dragons = position.Set(Theirs + MoveClass.Dragon);
        var attackers =
            (area->Knights & position.Set(Theirs + MoveClass.Knight))
            | (area->Near & (position.Set(Theirs + MoveClass.Silver) | position.Set(Theirs + MoveClass.Gold) | horses | dragons))
            | (area->Files & position.Set(Theirs + MoveClass.Lance))
            | (area->BishopReach & (position.Set(Theirs + MoveClass.Bishop) | horses))
            | (area->RookReach & (position.Set(Theirs + MoveClass.Rook) | dragons));
        if (attackers.IsEmpty)
        {
            return targets;
        }

        var occupied = Occupied;
        return KingSafety.Safe(position, targets, attackers, TSide.Us ^ 1, occupied ^ Bitboard.Of(King));
    }
}
