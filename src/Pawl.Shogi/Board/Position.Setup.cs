namespace Pawl.Shogi.Board;

public sealed partial class Position
{
    /// <summary>Sets the whole position up anew; the caller has checked it.</summary>
    /// <param name="squares">(81), by square index.</param>
    internal void SetUp(ReadOnlySpan<Piece> squares, Hand black, Hand white, Color side, int moveNumber)
    {
        _sets = default;
        _occupied = default;
        _squares = default;
        _kings[0] = _kings[1] = NoKing;
        _plies = 0;
        _key = side == Color.White ? Zobrist.WhiteToMove : 0;
        _side = side;
        _hands[0] = black;
        _hands[1] = white;
        FirstMoveNumber = moveNumber;
        for (var square = 0; square < Square.Count; square++)
        {
            var piece = squares[square];
            if (piece == Piece.None)
            {
                continue;
            }

            Place(piece, square);
            _key ^= Zobrist.Of(piece, square);
            if (piece.Type() == PieceType.King)
            {
                _kings[(int)piece.Color()] = (byte)square;
            }
        }

        foreach (var type in PieceTypes.InHandOrder)
        {
            for (var color = 0; color < 2; color++)
            {
                for (var count = 1; count <= _hands[color].Count(type); count++)
                {
                    _key ^= Zobrist.OfHeld(color, (int)type, count);
                }
            }
        }
    }
}
