using System.Text;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Notation;

/// <summary>
/// Shogi Forsyth-Edwards Notation: board, side to move, hands and move number, as <c>lnsgkgsnl/1r5b1/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL b - 1</c>
/// (the USI protocol, "SFEN"). Ranks go from 1 to 9, files from 9 to 1; a hand writes its count before the letter, Black's letters in upper case.
/// </summary>
public static class Sfen
{
    public const string Start = "lnsgkgsnl/1r5b1/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL b - 1";

    /// <summary>No real position needs more; what is longer is not looked at.</summary>
    private const int LongestText = 512;

    /// <summary>Keeps sums of plies within an int.</summary>
    private const int LargestMoveNumber = 1_000_000;

    /// <param name="text">Three or four fields; the move number is 1 when it is left out, and the word <c>sfen</c> may stand before.</param>
    /// <exception cref="NotationException">The text is not SFEN, or no such position can be.</exception>
    public static Position Parse(string text) =>
        TryParse(text, out var position, out var reason) ? position! : throw new NotationException(reason!);

    /// <inheritdoc cref="Parse"/>
    /// <param name="reason">What was expected and what came; null when the text is good.</param>
    public static bool TryParse(string text, out Position? position, out string? reason)
    {
        ArgumentNullException.ThrowIfNull(text);
        position = null;
        if (text.Length > LongestText)
        {
            reason = $"expected SFEN of at most {LongestText} characters, got {text.Length}";
            return false;
        }

        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length > 0 && fields[0] == "sfen")
        {
            fields = fields[1..];
        }

        if (fields.Length is not (3 or 4))
        {
            reason = $"expected SFEN's fields board, side, hands and move number, got {fields.Length} fields";
            return false;
        }

        var builder = new PositionBuilder();
        reason =
            ReadBoard(fields[0], builder)
            ?? ReadSide(fields[1], builder)
            ?? ReadHands(fields[2], builder)
            ?? (fields.Length == 4 ? ReadMoveNumber(fields[3], builder) : null);
        return reason is null && builder.TryBuild(out position, out reason);
    }

    /// <returns>The position as SFEN.</returns>
    /// <param name="withMoveNumber">False to name the position alone, as repetition does.</param>
    public static string Write(Position position, bool withMoveNumber = true)
    {
        ArgumentNullException.ThrowIfNull(position);
        var text = new StringBuilder(100);
        WriteBoard(position, text);
        text.Append(position.SideToMove == Color.Black ? " b " : " w ");
        WriteHands(position, text);
        return withMoveNumber ? text.Append(' ').Append(position.MoveNumber).ToString() : text.ToString();
    }

    private static string? ReadBoard(string field, PositionBuilder builder)
    {
        var ranks = field.Split('/');
        if (ranks.Length != 9)
        {
            return $"expected 9 ranks with slashes between them, got {ranks.Length}";
        }

        for (var rank = 1; rank <= 9; rank++)
        {
            if (ReadRank(ranks[rank - 1], rank, builder) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    private static string? ReadRank(string text, int rank, PositionBuilder builder)
    {
        var file = 9;
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (letter is >= '1' and <= '9')
            {
                file -= letter - '0';
                continue;
            }

            var promoted = letter == '+';
            if (promoted)
            {
                index++;
                letter = index < text.Length ? text[index] : ' ';
            }

            var type = PieceTypes.OfLetter(char.ToUpperInvariant(letter));
            if (type == PieceType.None || letter > 'z')
            {
                return $"rank {rank}: expected a piece (PLNSGBRK or plnsgbrk) or 1 to 9, got '{Shown(text[Math.Min(index, text.Length - 1)])}'";
            }

            if (promoted && !type.CanPromote())
            {
                return $"rank {rank}: '{letter}' has no promoted side, yet a plus sign stands before it";
            }

            if (file < 1)
            {
                break;
            }

            builder[Square.Of(file, rank)] = Pieces.Of(
                char.IsAsciiLetterUpper(letter) ? Color.Black : Color.White,
                promoted ? type.Promoted() : type
            );
            file--;
            if (file == 0 && index + 1 < text.Length)
            {
                file = -1;
                break;
            }
        }

        return file == 0 ? null : $"rank {rank}: expected 9 squares, got {(file < 0 ? "more" : 9 - file)} in '{text}'";
    }

    private static string? ReadSide(string field, PositionBuilder builder)
    {
        builder.SideToMove = field == "w" ? Color.White : Color.Black;
        return field is "b" or "w" ? null : $"expected the side to move, b or w, got '{field}'";
    }

    private static string? ReadHands(string field, PositionBuilder builder)
    {
        if (field == "-")
        {
            return null;
        }

        var count = -1;
        foreach (var letter in field)
        {
            if (char.IsAsciiDigit(letter))
            {
                count = (Math.Max(count, 0) * 10) + letter - '0';
                if (count is 0 or > 18)
                {
                    return $"expected a count of 1 to 18 before a held piece, got '{field}'";
                }

                continue;
            }

            var type = PieceTypes.OfLetter(char.ToUpperInvariant(letter));
            if (!type.CanBeHeld() || letter > 'z')
            {
                return $"expected held pieces (RBGSNLP, White's in lower case) or '-', got '{Shown(letter)}'";
            }

            var color = char.IsAsciiLetterUpper(letter) ? Color.Black : Color.White;
            var total = builder.Hand(color).Count(type) + Math.Max(count, 1);
            if (total > type.CountInSet())
            {
                return $"expected at most {type.CountInSet()} of '{letter}' in hand, got {total}";
            }

            builder.SetHand(color, builder.Hand(color).With(type, Math.Max(count, 1)));
            count = -1;
        }

        return count < 0 ? null : $"expected a piece after the count in the hands '{field}'";
    }

    private static string? ReadMoveNumber(string field, PositionBuilder builder)
    {
        if (!int.TryParse(field, System.Globalization.NumberStyles.None, null, out var number) || number is < 1 or > LargestMoveNumber)
        {
            return $"expected a move number of 1 to {LargestMoveNumber}, got '{field}'";
        }

        builder.MoveNumber = number;
        return null;
    }

    private static void WriteBoard(Position position, StringBuilder text)
    {
        for (var rank = 1; rank <= 9; rank++)
        {
            var empty = 0;
            for (var file = 9; file >= 1; file--)
            {
                var piece = position[Square.Of(file, rank)];
                if (piece == Piece.None)
                {
                    empty++;
                    continue;
                }

                if (empty > 0)
                {
                    text.Append(empty);
                    empty = 0;
                }

                text.Append(piece.Letter());
            }

            if (empty > 0)
            {
                text.Append(empty);
            }

            if (rank < 9)
            {
                text.Append('/');
            }
        }
    }

    private static void WriteHands(Position position, StringBuilder text)
    {
        var start = text.Length;
        for (var color = Color.Black; color <= Color.White; color++)
        {
            foreach (var type in PieceTypes.InHandOrder)
            {
                var count = position.Hand(color).Count(type);
                if (count > 0)
                {
                    text.Append(count > 1 ? count : null).Append(Pieces.Of(color, type).Letter());
                }
            }
        }

        if (text.Length == start)
        {
            text.Append('-');
        }
    }

    private static string Shown(char character) => char.IsControl(character) ? $"\\u{(int)character:x4}" : character.ToString();
}
