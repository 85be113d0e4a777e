using System.Diagnostics;
using System.Runtime.CompilerServices;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Board;

public sealed partial class Position
{
    /// <summary>Does a move and gives the turn to the opponent. Allocates nothing but, once, room for longer games.</summary>
    /// <param name="move">A legal move (<see cref="LegalMoves.IsLegal"/>); an illegal one leaves a position that cannot be.</param>
    public void Do(Move move)
    {
        Debug.Assert(move != Move.None, "expected a move, got Move.None");
        if (_plies == _history.Length)
        {
            Array.Resize(ref _history, _plies * 2);
        }

        ref var record = ref _history[_plies++];
        record.Key = _key;
        record.Move = move;
        var key = _key ^ Zobrist.WhiteToMove;
        var us = (int)_side;
        var to = move.To.Index;
        if (move.IsDrop)
        {
            var type = move.DropType;
            ref var hand = ref Unsafe.Add(ref Unsafe.As<HeldPieces, Hand>(ref _hands), us);
            var piece = Pieces.Of(_side, type);
            key ^= Zobrist.OfHeld(us, (int)type, hand.Count(type)) ^ Zobrist.Of(piece, to);
            hand = hand.Without(type);
            record.Captured = Piece.None;
            Place(piece, to);
        }
        else
        {
            var from = move.From.Index;
            ref var source = ref Unsafe.Add(ref Unsafe.As<Mailbox, Piece>(ref _squares), from);
            ref var target = ref Unsafe.Add(ref Unsafe.As<Mailbox, Piece>(ref _squares), to);
            var moved = source;
            var placed = move.IsPromotion ? (Piece)((byte)moved | 8) : moved;
            var captured = target;
            record.Captured = captured;
            key ^= Zobrist.Of(moved, from) ^ Zobrist.Of(placed, to);
            source = Piece.None;
            target = placed;
            var fromBit = Bitboard.Of(from);
            var toBit = Bitboard.Of(to);
            Toggle(MoveClass.SetOf(moved), fromBit);
            Toggle(MoveClass.SetOf(placed), toBit);
            ToggleOccupied(us, fromBit ^ toBit);
            if (captured != Piece.None)
            {
                var type = captured.Type().Unpromoted();
                ref var hand = ref Unsafe.Add(ref Unsafe.As<HeldPieces, Hand>(ref _hands), us);
                hand = hand.With(type);
                key ^= Zobrist.Of(captured, to) ^ Zobrist.OfHeld(us, (int)type, hand.Count(type));
                Toggle(MoveClass.SetOf(captured), toBit);
                ToggleOccupied(us ^ 1, toBit);
            }

            if (moved.Type() == PieceType.King)
            {
                _kings[us] = to;
            }
        }

        _key = key;
        _side ^= Color.White;
    }

    /// <summary>Takes the last move back.</summary>
    /// <exception cref="InvalidOperationException">No move was done since the position was set up.</exception>
    public void Undo()
    {
        if (_plies == 0)
        {
            throw new InvalidOperationException("expected a move to take back, but none was done since the position was set up");
        }

        ref var record = ref _history[--_plies];
        _key = record.Key;
        _side ^= Color.White;
        var us = (int)_side;
        var move = record.Move;
        var to = move.To.Index;
        ref var target = ref Unsafe.Add(ref Unsafe.As<Mailbox, Piece>(ref _squares), to);
        ref var hand = ref Unsafe.Add(ref Unsafe.As<HeldPieces, Hand>(ref _hands), us);
        var toBit = Bitboard.Of(to);
        if (move.IsDrop)
        {
            Toggle(MoveClass.SetOf(target), toBit);
            ToggleOccupied(us, toBit);
            target = Piece.None;
            hand = hand.With(move.DropType);
            return;
        }

        var from = move.From.Index;
        var placed = target;
        var moved = move.IsPromotion ? (Piece)((byte)placed & ~8) : placed;
        var captured = record.Captured;
        Unsafe.Add(ref Unsafe.As<Mailbox, Piece>(ref _squares), from) = moved;
        target = captured;
        var fromBit = Bitboard.Of(from);
        Toggle(MoveClass.SetOf(moved), fromBit);
        Toggle(MoveClass.SetOf(placed), toBit);
        ToggleOccupied(us, fromBit ^ toBit);
        if (captured != Piece.None)
        {
            hand = hand.Without(captured.Type().Unpromoted());
            Toggle(MoveClass.SetOf(captured), toBit);
            ToggleOccupied(us ^ 1, toBit);
        }

        if (moved.Type() == PieceType.King)
        {
            _kings[us] = (byte)from;
        }
    }

    /// <summary>Gives the turn to the opponent without a move, as a search does to ask whether a threat stands. Take it back with <see cref="UndoPass"/>.</summary>
    /// <remarks>The key of a position after a pass is that of the same board with the other side to move; repetition ignores passes.</remarks>
    internal void DoPass()
    {
        _key ^= Zobrist.WhiteToMove;
        _side ^= Color.White;
    }

    internal void UndoPass() => DoPass();

    /// <summary>Puts a piece on an empty square while a position is set up or a drop is done; the key is the caller's.</summary>
    private void Place(Piece piece, int square)
    {
        var bit = Bitboard.Of(square);
        Toggle(MoveClass.SetOf(piece), bit);
        ToggleOccupied((int)piece.Color(), bit);
        _squares[square] = piece;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Toggle(int set, Bitboard bits) => Unsafe.Add(ref Unsafe.As<PieceSets, Bitboard>(ref _sets), set) ^= bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ToggleOccupied(int color, Bitboard bits) => Unsafe.Add(ref Unsafe.As<Occupied, Bitboard>(ref _occupied), color) ^= bits;
}
