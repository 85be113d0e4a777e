using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Cli.Play;

/// <summary>
/// Reads moves as people type them: USI's <c>7g7f</c>, <c>2b3a+</c> and <c>P*5e</c> in any case and with spaces or dashes, squares in digits (<c>7776</c>), a
/// piece and where it goes (<c>P7f</c>, <c>+R2c</c>), or a target alone (<c>7f</c>). A plus sign promotes, an equals sign does not.
/// </summary>
internal static class TypedMoves
{
    private const int LongestText = 20;

    /// <returns>The legal moves the text can mean: none, one, or several to choose from.</returns>
    public static IReadOnlyList<Move> Find(Position position, string text)
    {
        if (text.Length > LongestText)
        {
            return [];
        }

        var plain = string.Concat(text.Where(character => !char.IsWhiteSpace(character) && character is not ('-' or 'x' or ',')))
            .ToLowerInvariant();
        var promotes = plain.Length > 1 && plain[^1] == '+';
        var declines = plain.Length > 1 && plain[^1] == '=';
        plain = promotes || declines ? plain[..^1] : plain;
        var named = Legal(position).Where(move => Means(position, move, plain)).ToList();
        var chosen = named.Where(move => promotes ? move.IsPromotion : !declines || !move.IsPromotion).ToList();
        if (!promotes && !declines)
        {
            // where nothing is said, a piece stays as it is if it may
            chosen.RemoveAll(move =>
                move.IsPromotion && named.Exists(other => other.From == move.From && other.To == move.To && !other.IsPromotion)
            );
        }

        return chosen;
    }

    /// <returns>The move the text spells out in full, legal or not; null when it does not spell one out.</returns>
    public static Move? Spelled(string text)
    {
        var plain = text.Replace(" ", "").Replace("-", "");
        if (plain.Length < 4)
        {
            return null;
        }

        if (plain[1] == '*')
        {
            return Move.TryParse($"{char.ToUpperInvariant(plain[0])}*{SquareText(plain[2..4])}", out var drop) ? drop : null;
        }

        var promotion = plain.Length > 4 && plain[4] == '+' ? "+" : "";
        return Move.TryParse($"{SquareText(plain[..2])}{SquareText(plain[2..4])}{promotion}", out var move) ? move : null;
    }

    private static bool Means(Position position, Move move, string plain)
    {
        var to = move.To.ToString();
        if (plain.Length == 2)
        {
            return SquareText(plain) == to;
        }

        if (plain.Length == 4 && plain[1] == '*')
        {
            return move.IsDrop && plain[0] == Letter(move.DropType) && SquareText(plain[2..]) == to;
        }

        if (plain.Length == 4 && plain[0] != '+')
        {
            return !move.IsDrop && SquareText(plain[..2]) == move.From.ToString() && SquareText(plain[2..]) == to;
        }

        if (plain.Length is not (3 or 4) || SquareText(plain[^2..]) != to)
        {
            return false;
        }

        var type = move.IsDrop ? move.DropType : position[move.From].Type();
        return string.Equals(plain[..^2], type.Letter(), StringComparison.OrdinalIgnoreCase);
    }

    /// <returns>A square whose rank may be a digit, as USI writes it.</returns>
    private static string SquareText(string text) =>
        text[1] is >= '1' and <= '9' ? $"{text[0]}{(char)('a' + text[1] - '1')}" : text.ToLowerInvariant();

    private static char Letter(PieceType type) => char.ToLowerInvariant(type.Letter()[0]);

    private static Move[] Legal(Position position)
    {
        var moves = new Move[LegalMoves.Most];
        return moves[..LegalMoves.Generate(position, moves)];
    }
}
