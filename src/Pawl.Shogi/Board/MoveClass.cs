namespace Pawl.Shogi.Board;

/// <summary>
/// Ways of moving: gold and the four small promoted pieces share one. <see cref="Position"/> keeps one set of squares for each way and player.
/// </summary>
internal static class MoveClass
{
    public const int Pawn = 0;
    public const int Lance = 1;
    public const int Knight = 2;
    public const int Silver = 3;
    public const int Gold = 4;
    public const int Bishop = 5;
    public const int Rook = 6;
    public const int Horse = 7;
    public const int Dragon = 8;
    public const int King = 9;
    public const int Count = 10;

    /// <summary>By <see cref="PieceType"/>; the first and the last have no meaning.</summary>
    private static ReadOnlySpan<byte> OfType =>
        [0, Pawn, Lance, Knight, Silver, Bishop, Rook, Gold, King, Gold, Gold, Gold, Gold, Horse, Dragon, 0];

    /// <returns>Where a position keeps the squares of a piece: Black's ten sets, then White's.</returns>
    public static int SetOf(Piece piece) => OfType[(int)piece.Type()] + ((int)piece.Color() * Count);
}
