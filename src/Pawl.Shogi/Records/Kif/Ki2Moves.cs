using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Records.Kif;

/// <summary>
/// A move as books print it: <c>▲７六歩</c>, <c>△同銀左</c>, <c>▲５二銀右上成</c>. It does not say where the piece came from; words tell apart the pieces
/// that could have moved there (Japan Shogi Association, "棋譜の表記方法").
/// </summary>
internal static class Ki2Moves
{
    public static bool IsSign(char character) => character is '▲' or '△' or '▼' or '▽' or '☗' or '☖';

    /// <param name="sign">One of the signs.</param>
    public static Color ColorOf(char sign) => sign is '▲' or '▼' or '☗' ? Color.Black : Color.White;

    /// <summary>Takes a move and the sign before it off a text.</summary>
    /// <exception cref="NotationException">It is no move, or no legal move or several fit it.</exception>
    public static Move Take(ref ReadOnlySpan<char> text, Position position, Square? last, int line)
    {
        var whole = text;
        CheckSign(ref text, position, line);
        if (!KifMoves.TakeTarget(ref text, last, line, out var target))
        {
            throw new NotationException($"expected a move such as ▲７六歩, got '{Characters.Shown(whole)}'", line);
        }

        var type = KifPieces.Take(ref text);
        if (type == PieceType.None)
        {
            throw new NotationException($"expected a piece after the square, got '{Characters.Shown(text)}'", line);
        }

        var words = TakeWords(ref text);
        var origin = KifMoves.TakeOrigin(ref text);
        Span<Move> moves = stackalloc Move[LegalMoves.Most];
        var fitting = moves[..LegalMoves.Generate(position, moves)];
        Keep(ref fitting, move => move.To == target && TypeOf(position, move) == type);
        var reaching = fitting.Length;
        if (origin is { } from)
        {
            // some write the origin as well, as ▲７六歩(77)
            Keep(ref fitting, move => !move.IsDrop && move.From == from);
        }

        Narrow(ref fitting, words, position, target, type);
        if (fitting.Length == 1)
        {
            return fitting[0];
        }

        var written = Characters.Shown(whole[..(whole.Length - text.Length)]);
        throw new NotationException(
            fitting.Length > 1
                ? $"'{written}' fits {fitting.Length} moves: {string.Join(", ", fitting.ToArray())}"
                : $"'{written}' is no legal move{(reaching > 0 ? ", though that piece could go there another way" : "")}",
            line
        );
    }

    private static void CheckSign(ref ReadOnlySpan<char> text, Position position, int line)
    {
        if (text.IsEmpty || !IsSign(text[0]))
        {
            return;
        }

        if (ColorOf(text[0]) != position.SideToMove)
        {
            throw new NotationException($"expected a move of {position.SideToMove}, got '{Characters.Shown(text)}'", line);
        }

        text = text[1..].TrimStart();
    }

    private static MoveWords TakeWords(ref ReadOnlySpan<char> text)
    {
        var words = MoveWords.None;
        while (!text.IsEmpty)
        {
            var (word, length) = text switch
            {
                ['右', ..] => (MoveWords.Right, 1),
                ['左', ..] => (MoveWords.Left, 1),
                ['直', ..] => (MoveWords.Straight, 1),
                ['上' or '行' or '入', ..] => (MoveWords.Forward, 1),
                ['寄', ..] => (MoveWords.Sideways, 1),
                ['引', ..] => (MoveWords.Back, 1),
                ['打', ..] => (MoveWords.Drop, 1),
                ['不', '成', ..] => (MoveWords.Unpromoted, 2),
                ['生', ..] => (MoveWords.Unpromoted, 1),
                ['成', ..] => (MoveWords.Promoted, 1),
                _ => (MoveWords.None, 0),
            };
            if (length == 0)
            {
                break;
            }

            words |= word;
            text = text[length..];
        }

        return words;
    }

    private static void Narrow(ref Span<Move> moves, MoveWords words, Position position, Square target, PieceType type)
    {
        var us = position.SideToMove;
        var promoted = words.HasFlag(MoveWords.Promoted);
        Keep(ref moves, move => move.IsPromotion == promoted);
        if (words.HasFlag(MoveWords.Drop))
        {
            Keep(ref moves, move => move.IsDrop);
            return;
        }

        // without a word for it, a move is a drop only when no piece on the board could go there
        if (moves.ToArray().Any(move => !move.IsDrop))
        {
            Keep(ref moves, move => !move.IsDrop);
        }

        const MoveWords Ways = MoveWords.Forward | MoveWords.Sideways | MoveWords.Back | MoveWords.Straight;
        if ((words & Ways) != MoveWords.None)
        {
            Keep(ref moves, move => !move.IsDrop && Fits(move, words & Ways, us, target));
        }

        if ((words & (MoveWords.Left | MoveWords.Right)) != MoveWords.None)
        {
            KeepSide(ref moves, words.HasFlag(MoveWords.Right), us, target, type);
        }
    }

    private static bool Fits(Move move, MoveWords way, Color us, Square target)
    {
        var ahead = move.From.RankFor(us) - target.RankFor(us);
        return (!way.HasFlag(MoveWords.Forward) || ahead > 0)
            && (!way.HasFlag(MoveWords.Sideways) || ahead == 0)
            && (!way.HasFlag(MoveWords.Back) || ahead < 0)
            && (!way.HasFlag(MoveWords.Straight) || (ahead > 0 && move.From.File == target.File));
    }

    /// <summary>Right and left are the mover's: of the square for pieces of which three can meet, of one another for the two horses or dragons.</summary>
    private static void KeepSide(ref Span<Move> moves, bool right, Color us, Square target, PieceType type)
    {
        Keep(ref moves, move => !move.IsDrop);
        var toward = right == (us == Color.Black) ? -1 : 1;
        if (type is not (PieceType.Horse or PieceType.Dragon) && moves.ToArray().Any(move => (move.From.File - target.File) * toward > 0))
        {
            Keep(ref moves, move => (move.From.File - target.File) * toward > 0);
            return;
        }

        var outermost = int.MinValue;
        foreach (var move in moves)
        {
            outermost = Math.Max(outermost, move.From.File * toward);
        }

        Keep(ref moves, move => move.From.File * toward == outermost);
    }

    private static PieceType TypeOf(Position position, Move move) => move.IsDrop ? move.DropType : position[move.From].Type();

    private static void Keep(ref Span<Move> moves, Func<Move, bool> keep)
    {
        var count = 0;
        foreach (var move in moves)
        {
            if (keep(move))
            {
                moves[count++] = move;
            }
        }

        moves = moves[..count];
    }
}
