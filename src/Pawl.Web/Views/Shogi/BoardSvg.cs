using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Web.Views.Shogi;

/// <summary>
/// Draws a position as SVG that takes its colours from the style sheet. What a script needs to show another position, or the same one from the
/// other side, is in it: every square and every place of a hand is a group of its own (<c>data-at</c>), and what moves when the board is
/// turned names its other place (<c>data-turned</c>).
/// </summary>
internal static class BoardSvg
{
    private const string Ranks = "一二三四五六七八九";
    private const string RankLetters = "abcdefghi";

    /// <param name="title">What the picture shows, in words.</param>
    /// <param name="last">Marks the squares it left and reached; <see cref="Move.None"/> marks none.</param>
    /// <param name="flipped">True with White at the bottom.</param>
    public static string Draw(Position position, string title, Move last, bool flipped)
    {
        var svg = new StringBuilder(24_000);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"shogi-board\" viewBox=\"0 0 {BoardPlan.Width} {BoardPlan.Height}\" role=\"img\" aria-label=\"{HtmlEncoder.Default.Encode(title)}\">"
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"wood\" x=\"{BoardPlan.Left}\" y=\"{BoardPlan.Top}\" width=\"{BoardPlan.BoardWidth}\" height=\"{BoardPlan.BoardHeight}\"/>"
        );
        Marks(svg, last, flipped);
        Grid(svg);
        Labels(svg, flipped);
        for (var index = 0; index < Square.Count; index++)
        {
            var square = new Square(index);
            Place(svg, square.ToString(), at => BoardPlan.Middle(square, at), flipped);
            if (position[square] is var piece and not Piece.None)
            {
                svg.Append(Face(piece).Replace(Turn, IsTurned(piece.Color(), flipped), StringComparison.Ordinal));
            }

            svg.Append("</g>");
        }

        Hand(svg, position, Color.White, flipped);
        Hand(svg, position, Color.Black, flipped);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Stands in <see cref="Face"/> for the angle: 0, or 180 for the player at the top.</summary>
    public const string Turn = "{turn}";

    /// <summary>A piece around the origin. Letters stay upright: an upside-down P would be read as d.</summary>
    public static string Face(Piece piece)
    {
        var face = PieceFace.Of(piece);
        var kind = piece.Type().IsPromoted() ? "piece promoted" : "piece";
        var height = face.Letters.Length > 1 ? "letters long" : "letters";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<g class=\"{kind}\"><g transform=\"rotate({Turn}) scale({face.Size})\"><path d=\"M0-29 17-21 24 28H-24L-17-21Z\"/>"
                + $"<text class=\"kanji\" y=\"15\" lang=\"ja\">{face.Kanji}</text></g><text class=\"{height}\" y=\"11\">{face.Letters}</text></g>"
        );
    }

    /// <summary>How many are held, when it is more than one.</summary>
    public static string Count(int count) =>
        count > 1 ? string.Create(CultureInfo.InvariantCulture, $"<text class=\"count\" x=\"16\" y=\"32\">{count}</text>") : "";

    private static string IsTurned(Color color, bool flipped) => color == Color.White != flipped ? "180" : "0";

    private static void Marks(StringBuilder svg, Move last, bool flipped)
    {
        Mark(svg, "from", last == Move.None || last.IsDrop ? null : last.From, flipped);
        Mark(svg, "to", last == Move.None ? null : last.To, flipped);
    }

    private static void Mark(StringBuilder svg, string kind, Square? square, bool flipped)
    {
        const int Inset = 3;
        Place(svg, null, at => BoardPlan.Middle(square ?? default, at), flipped, $"mark mark-{kind}", isHidden: square is null);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect x=\"{Inset - (BoardPlan.SquareWidth / 2)}\" y=\"{Inset - (BoardPlan.SquareHeight / 2)}\" width=\"{BoardPlan.SquareWidth - (2 * Inset)}\" height=\"{BoardPlan.SquareHeight - (2 * Inset)}\"/></g>"
        );
    }

    /// <summary>Opens a group that names where it stands from either side.</summary>
    private static void Place(
        StringBuilder svg,
        string? name,
        Func<bool, (int X, int Y)> where,
        bool flipped,
        string? kind = null,
        bool isHidden = false
    )
    {
        var (here, there) = (where(flipped), where(!flipped));
        svg.Append("<g");
        if (kind is not null)
        {
            svg.Append(CultureInfo.InvariantCulture, $" class=\"{kind}\"");
        }

        if (name is not null)
        {
            svg.Append(CultureInfo.InvariantCulture, $" data-at=\"{name}\"");
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $" transform=\"translate({here.X} {here.Y})\" data-turned=\"translate({there.X} {there.Y})\""
        );
        svg.Append(isHidden ? " display=\"none\">" : ">");
    }

    private static void Grid(StringBuilder svg)
    {
        svg.Append("<path class=\"grid\" d=\"");
        for (var line = 1; line < 9; line++)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"M{BoardPlan.Left + (line * BoardPlan.SquareWidth)} {BoardPlan.Top}v{BoardPlan.BoardHeight}"
            );
            svg.Append(
                CultureInfo.InvariantCulture,
                $"M{BoardPlan.Left} {BoardPlan.Top + (line * BoardPlan.SquareHeight)}h{BoardPlan.BoardWidth}"
            );
        }

        svg.Append("\"/>");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"edge\" x=\"{BoardPlan.Left}\" y=\"{BoardPlan.Top}\" width=\"{BoardPlan.BoardWidth}\" height=\"{BoardPlan.BoardHeight}\"/>"
        );
        foreach (var (file, rank) in new[] { (3, 3), (6, 3), (3, 6), (6, 6) })
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<circle class=\"dot\" cx=\"{BoardPlan.Left + (file * BoardPlan.SquareWidth)}\" cy=\"{BoardPlan.Top + (rank * BoardPlan.SquareHeight)}\" r=\"3.5\"/>"
            );
        }
    }

    private static void Labels(StringBuilder svg, bool flipped)
    {
        for (var number = 1; number <= 9; number++)
        {
            var line = number;
            Place(svg, null, at => BoardPlan.FileLabel(line, at), flipped, "label");
            svg.Append(CultureInfo.InvariantCulture, $"<text>{number}</text></g>");
            Place(svg, null, at => BoardPlan.RankLabel(line, at), flipped, "label");
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"kanji\" lang=\"ja\">{Ranks[line - 1]}</text><text class=\"letters\">{RankLetters[line - 1]}</text></g>"
            );
        }
    }

    private static void Hand(StringBuilder svg, Position position, Color color, bool flipped)
    {
        var (word, letter) = color == Color.Black ? ("Black", "b") : ("White", "w");
        var isToMove = position.SideToMove == color;
        Place(svg, null, at => BoardPlan.Hand(color, at), flipped, isToMove ? $"hand of-{letter} to-move" : $"hand of-{letter}");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"tray\" x=\"1\" y=\"1\" width=\"{BoardPlan.Width - 2}\" height=\"{BoardPlan.HandHeight - 2}\" rx=\"8\"/>"
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path class=\"sign\" d=\"M30 26 40 31 44 54H16L20 31Z\"/><text class=\"who\" x=\"58\" y=\"38\">{word}</text><text class=\"turn\" x=\"58\" y=\"62\">to move</text>"
        );
        for (var order = 0; order < PieceTypes.InHandOrder.Count; order++)
        {
            var place = BoardPlan.Held(order);
            var piece = Pieces.Of(color, PieceTypes.InHandOrder[order]);
            var count = position.Hand(color).Count(piece.Type());
            Place(svg, $"{letter}{piece.Type().Letter()}", _ => place, flipped);
            if (count > 0)
            {
                svg.Append(Face(piece).Replace(Turn, IsTurned(color, flipped), StringComparison.Ordinal)).Append(Count(count));
            }

            svg.Append("</g>");
        }

        svg.Append("</g>");
    }
}
