using Pawl.Shogi.Board;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Records.Csa;

/// <summary>What a CSA file has said so far about the first position, in statements that begin with P.</summary>
internal sealed class CsaStart
{
    /// <summary>One for each square, and some: no position needs more.</summary>
    private const int MostStatements = 100;

    private PositionBuilder _builder = new();
    private int _statements;
    private bool _hasRest;

    /// <value>True while nothing was said.</value>
    public bool IsEmpty { get; private set; } = true;

    /// <param name="text">As <c>PI82HI22KA</c>, <c>P1-KY-KE…</c>, <c>P+00KI</c> or <c>P-00AL</c>.</param>
    public void Read(ReadOnlySpan<char> text, int line)
    {
        IsEmpty = false;
        if (++_statements > MostStatements)
        {
            throw new NotationException($"expected a position of at most {MostStatements} statements", line);
        }

        switch (text)
        {
            case ['P', 'I', ..]:
                ReadEven(text[2..], line);
                break;
            case ['P', >= '1' and <= '9', ..]:
                ReadRank(text[2..], text[1] - '0', line);
                break;
            case ['P', '+' or '-', ..]:
                ReadPieces(text[2..], text[1] == '+' ? Color.Black : Color.White, line);
                break;
            default:
                throw new NotationException($"expected a position as PI, P1… or P+…, got '{Characters.Shown(text)}'", line);
        }
    }

    /// <exception cref="NotationException">The position cannot be.</exception>
    public Position Build(Color sideToMove, int line)
    {
        if (IsEmpty)
        {
            _builder = PositionBuilder.From(Position.Start());
        }

        _builder.SideToMove = sideToMove;
        return _builder.TryBuild(out var position, out var reason)
            ? position!
            : throw new NotationException($"the position cannot be: {reason}", line);
    }

    private void ReadEven(ReadOnlySpan<char> removed, int line)
    {
        _builder = PositionBuilder.From(Position.Start());
        for (; !removed.IsEmpty; removed = removed[4..])
        {
            if (
                removed.Length < 4
                || !CsaPieces.TryParseSquare(removed[..2], out var square)
                || CsaPieces.Find(removed[2..4]) is var type && (type == PieceType.None || _builder[square].Type() != type)
            )
            {
                throw new NotationException(
                    $"expected pieces to take off the even start, as PI82HI22KA, got '{Characters.Shown(removed)}'",
                    line
                );
            }

            _builder[square] = Piece.None;
        }
    }

    private void ReadRank(ReadOnlySpan<char> cells, int rank, int line)
    {
        for (var file = 9; file >= 1; file--)
        {
            // what ends a line is often without the space that fills its last square
            var cell = cells[..Math.Min(3, cells.Length)].TrimEnd();
            cells = cells[Math.Min(3, cells.Length)..];
            var piece = Piece.None;
            if (!cell.SequenceEqual(" *"))
            {
                var type = cell.Length == 3 ? CsaPieces.Find(cell[1..]) : PieceType.None;
                if (type == PieceType.None || cell[0] is not ('+' or '-'))
                {
                    throw new NotationException(
                        $"expected the square {Square.Of(file, rank)} as '+FU', '-FU' or ' * ', got '{Characters.Shown(cell)}'",
                        line
                    );
                }

                piece = Pieces.Of(cell[0] == '+' ? Color.Black : Color.White, type);
            }

            _builder[Square.Of(file, rank)] = piece;
        }

        if (!cells.IsWhiteSpace())
        {
            throw new NotationException($"expected nine squares, got more: '{Characters.Shown(cells)}'", line);
        }
    }

    private void ReadPieces(ReadOnlySpan<char> pieces, Color color, int line)
    {
        for (; !pieces.IsEmpty; pieces = pieces[4..])
        {
            if (pieces.Length >= 4 && pieces[..4] is "00AL")
            {
                GiveRest(color, line);
                continue;
            }

            var type = pieces.Length >= 4 ? CsaPieces.Find(pieces[2..4]) : PieceType.None;
            if (type.CanBeHeld() && pieces[..2] is "00")
            {
                Hold(color, type, line);
            }
            else if (type != PieceType.None && CsaPieces.TryParseSquare(pieces[..2], out var square))
            {
                _builder[square] = Pieces.Of(color, type);
            }
            else
            {
                throw new NotationException($"expected pieces as 55OU, 00KI in hand or 00AL, got '{Characters.Shown(pieces)}'", line);
            }
        }
    }

    private void Hold(Color color, PieceType type, int line)
    {
        if (_builder.Hand(color).Count(type) >= type.CountInSet())
        {
            throw new NotationException($"expected at most {type.CountInSet()} of {CsaPieces.Name(type)} in hand, got more", line);
        }

        _builder.SetHand(color, _builder.Hand(color).With(type));
    }

    /// <summary>Puts all pieces into the hand that are neither on the board nor held.</summary>
    private void GiveRest(Color color, int line)
    {
        if (_hasRest)
        {
            throw new NotationException("expected the rest of the pieces, 00AL, to go to one hand once", line);
        }

        _hasRest = true;
        foreach (var type in PieceTypes.InHandOrder)
        {
            var used = _builder.Hand(Color.Black).Count(type) + _builder.Hand(Color.White).Count(type);
            for (var square = 0; square < Square.Count; square++)
            {
                used += _builder[new Square(square)].Type().Unpromoted() == type ? 1 : 0;
            }

            if (used < type.CountInSet())
            {
                _builder.SetHand(color, _builder.Hand(color).With(type, type.CountInSet() - used));
            }
        }
    }
}
