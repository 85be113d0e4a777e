using System.Text;
using Pawl.Shogi.Board;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Records.Kif;

/// <summary>
/// A position drawn in text: nine lines between bars, <c>v</c> before White's pieces, and the hands in lines of their own, counts as numerals:
/// <code>
/// 後手の持駒：飛　金二　歩十一
///   ９ ８ ７ ６ ５ ４ ３ ２ １
/// +---------------------------+
/// | ・ ・ ・ ・v玉 ・ ・ ・ ・|一
/// </code>
/// </summary>
internal static class KifBoard
{
    private const string Numerals = "十一二三四五六七八九";

    /// <summary>Reads one of the nine lines.</summary>
    /// <param name="rank">1 to 9.</param>
    public static void ReadRank(ReadOnlySpan<char> text, int rank, PositionBuilder builder, int line)
    {
        var cells = text[1..];
        for (var file = 9; file >= 1; file--)
        {
            if (cells.Length < 2)
            {
                throw new NotationException($"expected nine squares between bars, got {9 - file}", line);
            }

            // a square is two characters; the first tells the owner
            var (owner, letter) = (cells[0], cells[1]);
            var color = owner is 'v' or 'V' or 'ｖ' or '-' ? Color.White : Color.Black;
            var type = KifPieces.OfLetter(letter);
            if (
                owner is not (' ' or 'v' or 'V' or 'ｖ' or '^' or '+' or '-')
                || (type == PieceType.None && letter is not ('・' or '･' or '*'))
            )
            {
                throw new NotationException($"expected a square as ' 歩', 'v歩' or ' ・', got '{Characters.Shown(cells[..2])}'", line);
            }

            if (type != PieceType.None)
            {
                builder[Square.Of(file, rank)] = Pieces.Of(color, type);
            }

            cells = cells[2..];
        }

        if (cells is not ['|', ..])
        {
            throw new NotationException($"expected a bar after nine squares, got '{Characters.Shown(cells)}'", line);
        }
    }

    /// <summary>Reads what follows <c>後手の持駒：</c>.</summary>
    public static Hand ReadHand(ReadOnlySpan<char> text, int line)
    {
        var hand = Hand.Empty;
        var rest = text.Trim();
        if (rest.SequenceEqual("なし"))
        {
            return hand;
        }

        while (!rest.IsEmpty)
        {
            var type = KifPieces.OfLetter(rest[0]);
            if (!type.CanBeHeld())
            {
                throw new NotationException($"expected held pieces as 飛　金二　歩十一, or なし, got '{Characters.Shown(rest)}'", line);
            }

            rest = rest[1..];
            var count = TakeCount(ref rest);
            if (count < 1 || hand.Count(type) + count > type.CountInSet())
            {
                throw new NotationException(
                    $"expected 1 to {type.CountInSet()} of {KifPieces.Letter(type)} in hand, got {hand.Count(type) + count}",
                    line
                );
            }

            hand = hand.With(type, count);
            rest = rest.TrimStart();
        }

        return hand;
    }

    /// <summary>Appends the hands, the board, and below it who is to move when that is White.</summary>
    public static void Write(StringBuilder text, Position position)
    {
        WriteHand(text, "後手", position.Hand(Color.White));
        text.Append("  ９ ８ ７ ６ ５ ４ ３ ２ １\n+---------------------------+\n");
        for (var rank = 1; rank <= 9; rank++)
        {
            text.Append('|');
            for (var file = 9; file >= 1; file--)
            {
                var piece = position[Square.Of(file, rank)];
                text.Append(piece.IsOf(Color.White) ? 'v' : ' ').Append(KifPieces.Letter(piece.Type()));
            }

            text.Append('|').Append(Characters.Numeral(rank)).Append('\n');
        }

        text.Append("+---------------------------+\n");
        WriteHand(text, "先手", position.Hand(Color.Black));
        if (position.SideToMove == Color.White)
        {
            text.Append("後手番\n");
        }

        if (position.MoveNumber > 1)
        {
            text.Append("手数＝").Append(position.MoveNumber - 1).Append('\n');
        }
    }

    private static void WriteHand(StringBuilder text, string player, Hand hand)
    {
        text.Append(player).Append("の持駒：");
        if (hand.IsEmpty)
        {
            text.Append("なし\n");
            return;
        }

        foreach (var type in PieceTypes.InHandOrder)
        {
            var count = hand.Count(type);
            if (count == 0)
            {
                continue;
            }

            text.Append(KifPieces.Letter(type));
            if (count >= 10)
            {
                text.Append('十');
            }

            if (count > 1 && count != 10)
            {
                text.Append(Numerals[count % 10]);
            }

            text.Append('　');
        }

        text.Length--;
        text.Append('\n');
    }

    /// <returns>1 when no count stands there, -1 for one that is no number below 100.</returns>
    private static int TakeCount(ref ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && Characters.Digit(text[0]) >= 0)
        {
            return Characters.TakeNumber(ref text);
        }

        var (count, length) = (0, 0);
        while (length < text.Length && Numerals.IndexOf(text[length], StringComparison.Ordinal) is >= 0 and var digit)
        {
            // 十 is ten alone, ten before a digit, and a factor after one
            count = digit == 0 ? Math.Max(count, 1) * 10 : count + digit;
            if (++length > 3)
            {
                return -1;
            }
        }

        text = text[length..];
        return length == 0 ? 1 : count;
    }
}
