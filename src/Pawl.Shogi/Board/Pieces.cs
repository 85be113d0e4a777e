using System.Runtime.CompilerServices;

namespace Pawl.Shogi.Board;

public static class Pieces
{
    private const int ColorShift = 4;
    private const byte TypeMask = 15;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Piece Of(Color color, PieceType type) => (Piece)((byte)type | ((byte)color << ColorShift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceType Type(this Piece piece) => (PieceType)((byte)piece & TypeMask);

    /// <param name="piece">Any piece but <see cref="Piece.None"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Color Color(this Piece piece) => (Color)((byte)piece >> ColorShift);

    public static bool IsOf(this Piece piece, Color color) => piece != Piece.None && piece.Color() == color;

    /// <summary>SFEN's text: upper case for Black, lower case for White, a plus sign before promoted ones, empty for no piece.</summary>
    public static string Letter(this Piece piece)
    {
        var letter = piece.Type().Letter();
        return piece.Color() == Board.Color.Black ? letter : letter.ToLowerInvariant();
    }
}
