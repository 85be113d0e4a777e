using System.Runtime.CompilerServices;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Board;

/// <summary>
/// A board with hands and the side to move, and the moves done on it since it was set up. Made from a checked source (<see cref="Sfen"/>,
/// <see cref="PositionBuilder"/>); <see cref="Do"/> trusts its caller to pass a legal move. Not safe for use by several threads at once.
/// </summary>
public sealed partial class Position
{
    private const int FirstHistory = 512;
    private const int NoKing = Square.Count;

    private PieceSets _sets;
    private Occupied _occupied;
    private Mailbox _squares;
    private HeldPieces _hands;
    private KingSquares _kings;
    private Color _side;
    private ulong _key;
    private int _plies;
    private PlyRecord[] _history;

    internal Position(int historyCapacity = FirstHistory)
    {
        _history = new PlyRecord[historyCapacity];
        _kings[0] = _kings[1] = NoKing;
        FirstMoveNumber = 1;
    }

    /// <summary>The even start, as <c>lnsgkgsnl/1r5b1/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL b - 1</c>.</summary>
    public static Position Start() => Sfen.Parse(Sfen.Start);

    public Color SideToMove
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _side;
    }

    /// <summary>
    /// 64 bits that name board, hands and side to move: the same in every process. Two different positions share one with a chance of about 5e-20.
    /// </summary>
    public ulong Key => _key;

    /// <value>Moves done since this position was set up.</value>
    public int Plies => _plies;

    /// <value>The move number SFEN states for the position as it was set up, from 1.</value>
    public int FirstMoveNumber { get; internal set; }

    /// <value>The number SFEN states now: 1 for the next move of the even start.</value>
    public int MoveNumber => FirstMoveNumber + _plies;

    /// <value>The last move done, or <see cref="Move.None"/>.</value>
    public Move LastMove => _plies == 0 ? Move.None : _history[_plies - 1].Move;

    /// <value>The piece captured by the last move, as it stood on the board.</value>
    public Piece LastCapture => _plies == 0 ? Piece.None : _history[_plies - 1].Captured;

    public Piece this[Square square]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.Add(ref Unsafe.As<Mailbox, Piece>(ref _squares), square.Index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Hand Hand(Color color) => Unsafe.Add(ref Unsafe.As<HeldPieces, Hand>(ref _hands), (int)color);

    /// <returns>Where the player's king stands, or null: a mate problem often leaves the attacker's out.</returns>
    public Square? King(Color color) => _kings[(int)color] is var square && square == NoKing ? null : new Square(square);

    /// <summary>The side to move is in check.</summary>
    public bool InCheck => Attackers.CheckersOf(this, _side) is { IsEmpty: false };

    /// <returns>A position of its own with the same history.</returns>
    public Position Clone()
    {
        var clone = new Position(Math.Max(FirstHistory, _plies + 64));
        clone.CopyFrom(this);
        return clone;
    }

    /// <summary>Takes over everything of another position, history included.</summary>
    public void CopyFrom(Position source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _sets = source._sets;
        _occupied = source._occupied;
        _squares = source._squares;
        _hands = source._hands;
        _kings = source._kings;
        _side = source._side;
        _key = source._key;
        _plies = source._plies;
        FirstMoveNumber = source.FirstMoveNumber;
        if (_history.Length < _plies)
        {
            _history = new PlyRecord[Math.Max(_plies + 64, _history.Length * 2)];
        }

        source._history.AsSpan(0, _plies).CopyTo(_history);
    }

    /// <returns>SFEN, with the move number.</returns>
    public override string ToString() => Sfen.Write(this);

    /// <param name="pliesAgo">1 for the position before the last move, up to <see cref="Plies"/>.</param>
    internal ulong KeyBefore(int pliesAgo) => _history[_plies - pliesAgo].Key;

    /// <param name="ply">0 for the first move done here, up to <see cref="Plies"/> - 1.</param>
    public Move MoveAt(int ply)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ply);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ply, _plies);
        return _history[ply].Move;
    }

    /// <returns>0 to 80, or 81 when the player has no king.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int KingIndex(int color) => Unsafe.Add(ref Unsafe.As<KingSquares, byte>(ref _kings), color);

    /// <param name="set">A way of moving of <see cref="MoveClass"/>, plus <see cref="MoveClass.Count"/> for White.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Bitboard Set(int set) => Unsafe.Add(ref Unsafe.As<PieceSets, Bitboard>(ref _sets), set);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Bitboard OccupiedBy(int color) => Unsafe.Add(ref Unsafe.As<Occupied, Bitboard>(ref _occupied), color);

    [InlineArray(2 * MoveClass.Count)]
    private struct PieceSets
    {
        private Bitboard _first;
    }

    [InlineArray(2)]
    private struct Occupied
    {
        private Bitboard _first;
    }

    [InlineArray(Square.Count)]
    private struct Mailbox
    {
        private Piece _first;
    }

    [InlineArray(2)]
    private struct HeldPieces
    {
        private Hand _first;
    }

    [InlineArray(2)]
    private struct KingSquares
    {
        private byte _first;
    }
}
