using System.Text;
using Pawl.Shogi.Board;
using Pawl.Shogi.Records.Kif;

namespace Pawl.Cli.Boards;

/// <summary>
/// A position as lines of text: hands above and below, files and ranks at the edges, four columns a square. A Japanese piece takes two of them; White's
/// carry a <c>v</c>. The target of the last move carries an asterisk, where it came from a dot.
/// </summary>
internal static class BoardText
{
    private const string Reset = "\e[0m";
    private const string Marked = "\e[7m";
    private const string WhitePiece = "\e[36m";
    private const string PromotedPiece = "\e[31m";
    private const string Dim = "\e[2m";
    private const string Numerals = "一二三四五六七八九";

    /// <param name="black">Names beside the hands; null for none.</param>
    public static void Write(TextWriter output, Position position, BoardStyle style, string? black = null, string? white = null)
    {
        var (top, bottom) = style.Flipped ? (Color.Black, Color.White) : (Color.White, Color.Black);
        output.WriteLine(HandOf(position, top, style, top == Color.Black ? black : white));
        output.WriteLine(Files(style));
        output.WriteLine(Edge('┌', '┬', '┐'));
        for (var row = 1; row <= 9; row++)
        {
            output.WriteLine(Row(position, style.Flipped ? 10 - row : row, style));
            output.WriteLine(row < 9 ? Edge('├', '┼', '┤') : Edge('└', '┴', '┘'));
        }

        output.WriteLine(HandOf(position, bottom, style, bottom == Color.Black ? black : white));
    }

    /// <returns>The pieces held, as <c>飛 金2 歩11</c> or <c>R G2 P11</c>, or a dash.</returns>
    public static string Held(Hand hand, bool letters)
    {
        var held = PieceTypes
            .InHandOrder.Where(hand.Has)
            .Select(type => $"{(letters ? type.Letter() : KifPieces.Letter(type))}{(hand.Count(type) > 1 ? hand.Count(type) : "")}");
        return hand.IsEmpty ? "-" : string.Join(' ', held);
    }

    private static string HandOf(Position position, Color color, BoardStyle style, string? name)
    {
        var turn = position.SideToMove == color ? "*" : " ";
        return $"{turn} {color}{(name is null ? "" : $" ({name})")} holds {Held(position.Hand(color), style.Letters)}";
    }

    private static string Files(BoardStyle style)
    {
        var text = new StringBuilder("  ");
        for (var column = 1; column <= 9; column++)
        {
            text.Append($"  {(style.Flipped ? column : 10 - column)}  ");
        }

        return text.ToString().TrimEnd();
    }

    private static string Edge(char left, char between, char right) =>
        $"  {left}{string.Join(between, Enumerable.Repeat("────", 9))}{right}";

    private static string Row(Position position, int rank, BoardStyle style)
    {
        var text = new StringBuilder("  │");
        for (var column = 1; column <= 9; column++)
        {
            text.Append(Cell(position, Square.Of(style.Flipped ? column : 10 - column, rank), style)).Append('│');
        }

        text.Append(' ').Append((char)('a' + rank - 1));
        return style.Letters ? text.ToString() : text.Append(' ').Append(Numerals[rank - 1]).ToString();
    }

    private static string Cell(Position position, Square square, BoardStyle style)
    {
        var piece = position[square];
        var last = position.Plies > 0 ? position.LastMove : default;
        var isTarget = position.Plies > 0 && last.To == square;
        var isOrigin = position.Plies > 0 && !last.IsDrop && last.From == square;
        var mark = isTarget ? '*' : ' ';
        if (piece == Piece.None)
        {
            return isOrigin ? Colored("  . ", Dim, style) : "    ";
        }

        var text = style.Letters
            ? $"{piece.Letter(), 3}{mark}"
            : $"{(piece.Color() == Color.White ? 'v' : ' ')}{KifPieces.Letter(piece.Type())}{mark}";
        var color =
            isTarget ? Marked
            : piece.Type().IsPromoted() ? PromotedPiece
            : piece.Color() == Color.White ? WhitePiece
            : "";
        return Colored(text, color, style);
    }

    private static string Colored(string text, string color, BoardStyle style) =>
        style.Color && color.Length > 0 ? $"{color}{text}{Reset}" : text;
}
