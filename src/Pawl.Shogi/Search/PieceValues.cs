using Pawl.Shogi.Board;

namespace Pawl.Shogi.Search;

/// <summary>
/// Values of pieces in centipawns. Those on the board are the ones Hiroshi Yamashita published for YSS ("YSS: data structures and algorithms", 1997); what a
/// piece in hand is worth more, since it can go anywhere, is set by hand.
/// </summary>
internal static class PieceValues
{
    /// <summary>By <see cref="PieceType"/>; the king's stands for "never given up" in exchanges.</summary>
    private static ReadOnlySpan<short> BoardValues => [0, 100, 430, 450, 640, 890, 1040, 690, 15000, 420, 630, 640, 670, 1150, 1300, 0];

    /// <summary>By <see cref="PieceType"/>, types 1 to 7.</summary>
    private static ReadOnlySpan<short> HandValues => [0, 115, 450, 470, 680, 940, 1100, 740];

    /// <summary>By <see cref="PieceType"/>: what capturing it swings, its place on the board lost by one side and a piece in hand won by the other.</summary>
    private static readonly short[] CaptureValues = Captures();

    public static int OnBoard(PieceType type) => BoardValues[(int)type];

    public static int InHand(PieceType type) => HandValues[(int)type];

    public static int OfCapture(PieceType type) => CaptureValues[(int)type];

    /// <param name="type">A type that can promote.</param>
    public static int OfPromotion(PieceType type) => BoardValues[(int)type.Promoted()] - BoardValues[(int)type];

    private static short[] Captures()
    {
        var values = new short[16];
        for (var type = PieceType.Pawn; type <= PieceType.Dragon; type++)
        {
            values[(int)type] = type == PieceType.King ? BoardValues[(int)type] : (short)(OnBoard(type) + InHand(type.Unpromoted()));
        }

        return values;
    }
}
