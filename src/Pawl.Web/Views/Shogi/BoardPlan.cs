using Pawl.Shogi.Board;

namespace Pawl.Web.Views.Shogi;

/// <summary>
/// Where things are in the picture of a board, in units of its view box. Squares are a tenth higher than wide, as on a real board. A hand lies
/// above the board and one below, so that the board keeps the whole width of a small screen.
/// </summary>
internal static class BoardPlan
{
    public const int Width = 600;
    public const int Height = 796;
    public const int SquareWidth = 60;
    public const int SquareHeight = 66;
    public const int Left = 30;
    public const int Top = 108;
    public const int BoardWidth = 9 * SquareWidth;
    public const int BoardHeight = 9 * SquareHeight;
    public const int HandHeight = 80;
    public const int LowerHand = Height - HandHeight;

    private const int FirstHeld = 190;
    private const int HeldWidth = 60;
    private const int FileLabels = Top - 8;
    private const int RankLabels = Left + BoardWidth + 15;

    /// <summary>The middle of a square.</summary>
    /// <param name="flipped">True with White at the bottom.</param>
    public static (int X, int Y) Middle(Square square, bool flipped)
    {
        var seen = flipped ? square.Rotated() : square;
        return (Left + ((9 - seen.File) * SquareWidth) + (SquareWidth / 2), Top + ((seen.Rank - 1) * SquareHeight) + (SquareHeight / 2));
    }

    public static (int X, int Y) FileLabel(int file, bool flipped) => (Middle(Square.Of(file, 1), flipped).X, FileLabels);

    public static (int X, int Y) RankLabel(int rank, bool flipped) => (RankLabels, Middle(Square.Of(1, rank), flipped).Y + 7);

    /// <summary>The upper left corner of a hand.</summary>
    public static (int X, int Y) Hand(Color color, bool flipped) => (0, color == Color.White != flipped ? 0 : LowerHand);

    /// <summary>The middle of a held piece's place, from the corner of its hand.</summary>
    /// <param name="order">0 for the first of <see cref="PieceTypes.InHandOrder"/>.</param>
    public static (int X, int Y) Held(int order) => (FirstHeld + (order * HeldWidth), HandHeight / 2);
}
