using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>What a node knows about both kings before it does a move: who is pinned, who could uncover a check, from where each piece would give check.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct CheckInfo
{
    /// <summary>Of the side to move, 81 for none.</summary>
    public int King;

    /// <summary>Of the other side, 81 for none.</summary>
    public int EnemyKing;

    /// <summary>Pieces of the side to move that shield their king.</summary>
    public Bitboard Pinned;

    /// <summary>Pieces of the side to move that stand between one of their own sliding pieces and the other king.</summary>
    public Bitboard Uncovering;

    private CheckSquares _checks;

    /// <summary>Fills in everything for the side to move.</summary>
    public void Prepare(Position position)
    {
        var us = (int)position.SideToMove;
        var them = us ^ 1;
        var ours = position.OccupiedBy(us);
        var occupied = ours | position.OccupiedBy(them);
        King = position.KingIndex(us);
        EnemyKing = position.KingIndex(them);
        Pinned = King == Square.Count ? Bitboard.Empty : Shields(position, King, them, occupied) & ours;
        if (EnemyKing == Square.Count)
        {
            Uncovering = Bitboard.Empty;
            _checks = default;
            return;
        }

        Uncovering = Shields(position, EnemyKing, us, occupied) & ours;
        var backwards = them * MoveClass.Count;
        var bishop = SlidingAttacks.Bishop(EnemyKing, occupied);
        var rook = SlidingAttacks.Rook(EnemyKing, occupied);
        var ring = StepAttacks.King(EnemyKing);
        _checks[MoveClass.Pawn] = StepAttacks.Of(backwards + MoveClass.Pawn, EnemyKing);
        _checks[MoveClass.Lance] = SlidingAttacks.Lance(them, EnemyKing, occupied);
        _checks[MoveClass.Knight] = StepAttacks.Of(backwards + MoveClass.Knight, EnemyKing);
        _checks[MoveClass.Silver] = StepAttacks.Of(backwards + MoveClass.Silver, EnemyKing);
        _checks[MoveClass.Gold] = StepAttacks.Of(backwards + MoveClass.Gold, EnemyKing);
        _checks[MoveClass.Bishop] = bishop;
        _checks[MoveClass.Rook] = rook;
        _checks[MoveClass.Horse] = bishop | ring;
        _checks[MoveClass.Dragon] = rook | ring;
        _checks[MoveClass.King] = Bitboard.Empty;
    }

    /// <returns>Where a piece of this way of moving would attack the other king.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Bitboard ChecksOf(int kind) => _checks[kind];

    /// <param name="move">A move that obeys how pieces move and where they may be dropped, of a side that is not in check.</param>
    /// <returns>True when it leaves the own king safe and is not a mate by pawn drop.</returns>
    public readonly bool IsLegal(Position position, Move move)
    {
        if (move.IsDrop)
        {
            return move.DropType != PieceType.Pawn || !_checks[MoveClass.Pawn].Has(move.To.Index) || !Mates(position, move);
        }

        var from = move.From.Index;
        if (from == King)
        {
            var them = (int)position.SideToMove ^ 1;
            var occupied = (position.OccupiedBy(0) | position.OccupiedBy(1)) ^ Bitboard.Of(King);
            return Attackers.Of(position, move.To.Index, them, occupied).IsEmpty;
        }

        return !Pinned.Has(from) || Lines.Through(King, from).Has(move.To.Index);
    }

    /// <param name="move">A legal move.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool GivesCheck(Position position, Move move)
    {
        var to = move.To.Index;
        if (move.IsDrop)
        {
            return _checks[PieceAttacks.KindOf(move.DropType)].Has(to);
        }

        var from = move.From.Index;
        var type = position[move.From].Type();
        var kind = PieceAttacks.KindOf(move.IsPromotion ? type.Promoted() : type);
        return _checks[kind].Has(to) || (Uncovering.Has(from) && !Lines.Through(EnemyKing, from).Has(to));
    }

    private static bool Mates(Position position, Move move)
    {
        position.Do(move);
        var mates = !LegalMoves.Any(position);
        position.Undo();
        return mates;
    }

    /// <returns>Pieces of either player that alone stand between the square and a sliding piece of the given player.</returns>
    private static Bitboard Shields(Position position, int square, int slider, Bitboard occupied)
    {
        var sets = slider * MoveClass.Count;
        var snipers =
            (SlidingAttacks.Rook(square, Bitboard.Empty) & (position.Set(sets + MoveClass.Rook) | position.Set(sets + MoveClass.Dragon)))
            | (
                SlidingAttacks.Bishop(square, Bitboard.Empty)
                & (position.Set(sets + MoveClass.Bishop) | position.Set(sets + MoveClass.Horse))
            )
            | (SlidingAttacks.Lance(slider ^ 1, square, Bitboard.Empty) & position.Set(sets + MoveClass.Lance));
        var shields = Bitboard.Empty;
        while (!snipers.IsEmpty)
        {
            var between = Lines.Between(square, snipers.First) & occupied;
            snipers = snipers.WithoutFirst();
            if (!between.IsSeveral)
            {
                shields |= between;
            }
        }

        return shields;
    }

    [InlineArray(MoveClass.Count)]
    private struct CheckSquares
    {
        private Bitboard _first;
    }
}
