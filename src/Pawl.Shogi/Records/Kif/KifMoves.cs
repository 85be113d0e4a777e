using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Records.Kif;

/// <summary>A move as KIF writes it: <c>７六歩(77)</c>, <c>同　銀成(31)</c>, <c>４五角打</c>.</summary>
public static class KifMoves
{
    /// <param name="position">Where the move is played; its last move decides whether the square is 同.</param>
    public static string Write(Position position, Move move)
    {
        ArgumentNullException.ThrowIfNull(position);
        var isSame = position.Plies > 0 && position.LastMove.To == move.To;
        var target = isSame ? "同　" : $"{Characters.FullWidth(move.To.File)}{Characters.Numeral(move.To.Rank)}";
        if (move.IsDrop)
        {
            return $"{target}{KifPieces.Name(move.DropType)}打";
        }

        var type = position[move.From].Type();
        return $"{target}{KifPieces.Name(type)}{(move.IsPromotion ? "成" : "")}({move.From.File}{move.From.Rank})";
    }

    /// <summary>Takes a target off a text: two digits of any width, a file and a numeral, or 同.</summary>
    /// <returns>False when the text begins with neither.</returns>
    internal static bool TakeTarget(ref ReadOnlySpan<char> text, Square? last, int line, out Square target)
    {
        target = default;
        if (text is ['同', ..])
        {
            target = last ?? throw new NotationException("expected a square, got 同, yet no move was played before", line);
            text = text[1..].TrimStart();
            return true;
        }

        if (
            text.Length < 2
            || Characters.Digit(text[0]) is not (>= 1 and var file)
            || Characters.DigitOrNumeral(text[1]) is not (>= 1 and var rank)
        )
        {
            return false;
        }

        target = Square.Of(file, rank);
        text = text[2..].TrimStart();
        if (text is ['同', ..])
        {
            // newspapers repeat the square: ７六同歩
            text = text[1..].TrimStart();
        }

        return true;
    }

    /// <summary>Takes a move off a text; what follows it (the time) stays.</summary>
    /// <exception cref="NotationException">The text holds no move, or names a piece that does not stand there.</exception>
    internal static Move Take(ref ReadOnlySpan<char> text, Position position, Square? last, int line)
    {
        var whole = text;
        if (!TakeTarget(ref text, last, line, out var target))
        {
            throw new NotationException(
                $"expected a move such as ７六歩(77) or a word such as 投了, got '{Characters.Shown(whole)}'",
                line
            );
        }

        var type = KifPieces.Take(ref text);
        if (type == PieceType.None)
        {
            throw new NotationException($"expected a piece after the square, got '{Characters.Shown(text)}'", line);
        }

        text = text.TrimStart();
        var promotes = text is ['成', ..];
        text =
            promotes ? text[1..]
            : text is ['不', '成', ..] ? text[2..]
            : text is ['生', ..] ? text[1..]
            : text;
        if (text is ['打', ..])
        {
            text = text[1..];
            return Drop(type, target, promotes, line);
        }

        var from = TakeOrigin(ref text);
        if (from is null)
        {
            throw new NotationException($"expected the origin of the move, as (77), or 打, got '{Characters.Shown(text)}'", line);
        }

        var standing = position[from.Value];
        if (!standing.IsOf(position.SideToMove) || standing.Type() != type)
        {
            throw new NotationException(
                $"the move says that {KifPieces.Name(type)} of {position.SideToMove} stands on {from}, but there is {Described(standing)}",
                line
            );
        }

        return from == target
            ? throw new NotationException($"expected a move to another square, got one from {from} to itself", line)
            : Move.Of(from.Value, target, promotes);
    }

    private static Move Drop(PieceType type, Square target, bool promotes, int line) =>
        type.CanBeHeld() && !promotes
            ? Move.Drop(type, target)
            : throw new NotationException(
                $"a piece is dropped unpromoted, and no king, got a drop of {KifPieces.Name(type)}{(promotes ? "成" : "")}",
                line
            );

    internal static Square? TakeOrigin(ref ReadOnlySpan<char> text)
    {
        var rest = text.TrimStart();
        if (
            rest.Length < 4
            || rest[0] is not ('(' or '（')
            || rest[3] is not (')' or '）')
            || Characters.DigitOrNumeral(rest[1]) is not (>= 1 and var file)
            || Characters.DigitOrNumeral(rest[2]) is not (>= 1 and var rank)
        )
        {
            return null;
        }

        text = rest[4..];
        return Square.Of(file, rank);
    }

    private static string Described(Piece piece) => piece == Piece.None ? "no piece" : $"{KifPieces.Name(piece.Type())} of {piece.Color()}";
}
