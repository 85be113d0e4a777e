using Pawl.Shogi.Board;

namespace Pawl.Web.Views.Shogi;

/// <summary>A position in words, for those who do not see the picture.</summary>
internal static class PositionWords
{
    public static string Side(Color color) => color == Color.Black ? "Black" : "White";

    /// <summary>Such as <c>king 5i, rook 2h, golds 4i 6i; in hand: 2 pawns</c>.</summary>
    public static string Of(Position position, Color color)
    {
        var groups =
            from type in PieceFace.Order
            let squares = Squares(position, Pieces.Of(color, type)).ToList()
            where squares.Count > 0
            let face = PieceFace.Of(Pieces.Of(color, type))
            select $"{(squares.Count == 1 ? face.Name : face.Plural)} {string.Join(' ', squares)}";
        return $"{string.Join(", ", groups)}; in hand: {Held(position.Hand(color))}";
    }

    private static string Held(Hand hand) =>
        hand.IsEmpty
            ? "nothing"
            : string.Join(
                ", ",
                from type in PieceTypes.InHandOrder
                let count = hand.Count(type)
                where count > 0
                let face = PieceFace.Of(Pieces.Of(Color.Black, type))
                select count == 1 ? face.Name : $"{count} {face.Plural}"
            );

    private static IEnumerable<Square> Squares(Position position, Piece piece) =>
        Enumerable.Range(0, Square.Count).Select(index => new Square(index)).Where(square => position[square] == piece);
}
