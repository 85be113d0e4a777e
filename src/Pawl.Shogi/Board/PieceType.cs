namespace Pawl.Shogi.Board;

/// <summary>
/// What a piece is, whoever owns it. A promoted piece is its unpromoted one with bit 3 set; types 1 to 7 can be held in hand.
/// </summary>
public enum PieceType : byte
{
    None = 0,
    Pawn = 1,
    Lance = 2,
    Knight = 3,
    Silver = 4,
    Bishop = 5,
    Rook = 6,
    Gold = 7,
    King = 8,
    PromotedPawn = 9,
    PromotedLance = 10,
    PromotedKnight = 11,
    PromotedSilver = 12,
    Horse = 13,
    Dragon = 14,
}
