using Pawl.Shogi.Board;

namespace Pawl.Web.Views.Shogi;

/// <summary>What stands on a piece and what it is called.</summary>
/// <param name="Kanji">One character, as on the smaller wooden pieces.</param>
/// <param name="Letters">As players write it in the West: <c>R</c>, and <c>+R</c> when promoted.</param>
/// <param name="Size">Height as a share of the king's: pawns are the smallest.</param>
internal sealed record PieceFace(string Kanji, string Letters, string Name, string Plural, double Size)
{
    private static readonly PieceFace[] Faces =
    [
        new("", "", "", "", 0),
        new("歩", "P", "pawn", "pawns", 0.84),
        new("香", "L", "lance", "lances", 0.88),
        new("桂", "N", "knight", "knights", 0.88),
        new("銀", "S", "silver", "silvers", 0.94),
        new("角", "B", "bishop", "bishops", 0.98),
        new("飛", "R", "rook", "rooks", 0.98),
        new("金", "G", "gold", "golds", 0.94),
        new("玉", "K", "king", "kings", 1),
        new("と", "+P", "promoted pawn", "promoted pawns", 0.84),
        new("杏", "+L", "promoted lance", "promoted lances", 0.88),
        new("圭", "+N", "promoted knight", "promoted knights", 0.88),
        new("全", "+S", "promoted silver", "promoted silvers", 0.94),
        new("馬", "+B", "horse", "horses", 0.98),
        new("龍", "+R", "dragon", "dragons", 0.98),
    ];

    private static readonly PieceFace HigherKing = new("王", "K", "king", "kings", 1);

    /// <summary>The order in which people name pieces: the most valuable first.</summary>
    public static IReadOnlyList<PieceType> Order { get; } =
    [
        PieceType.King,
        PieceType.Dragon,
        PieceType.Rook,
        PieceType.Horse,
        PieceType.Bishop,
        PieceType.Gold,
        PieceType.Silver,
        PieceType.PromotedSilver,
        PieceType.Knight,
        PieceType.PromotedKnight,
        PieceType.Lance,
        PieceType.PromotedLance,
        PieceType.Pawn,
        PieceType.PromotedPawn,
    ];

    /// <summary>White's king is 王, Black's 玉: the stronger player has the former, and handicaps are given by White.</summary>
    public static PieceFace Of(Piece piece) =>
        piece.Type() == PieceType.King && piece.Color() == Color.White ? HigherKing : Faces[(int)piece.Type()];
}
