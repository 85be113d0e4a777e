using System.Runtime.CompilerServices;

namespace Pawl.Shogi.Board;

public static class PieceTypes
{
    private const byte PromotionBit = 8;

    private static readonly string[] Letters = ["", "P", "L", "N", "S", "B", "R", "G", "K", "+P", "+L", "+N", "+S", "+B", "+R"];

    /// <summary>How many of each a set holds, both players together, by unpromoted type.</summary>
    private static readonly byte[] SetCounts = [0, 18, 4, 4, 4, 2, 2, 4, 2];

    /// <summary>Types held in hand, in the order SFEN writes them: rook, bishop, gold, silver, knight, lance, pawn.</summary>
    public static IReadOnlyList<PieceType> InHandOrder { get; } =
    [PieceType.Rook, PieceType.Bishop, PieceType.Gold, PieceType.Silver, PieceType.Knight, PieceType.Lance, PieceType.Pawn];

    public static bool IsPromoted(this PieceType type) => type > PieceType.King;

    /// <summary>Pawn, lance, knight, silver, bishop and rook have a promoted side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CanPromote(this PieceType type) => type is >= PieceType.Pawn and <= PieceType.Rook;

    /// <summary>True of the seven types a hand can hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CanBeHeld(this PieceType type) => type is >= PieceType.Pawn and <= PieceType.Gold;

    /// <param name="type">A type that <see cref="CanPromote"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceType Promoted(this PieceType type) => (PieceType)((byte)type | PromotionBit);

    /// <summary>What a captured piece becomes in hand; king and gold stay themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PieceType Unpromoted(this PieceType type) => type > PieceType.King ? (PieceType)((byte)type & ~PromotionBit) : type;

    /// <summary>Gold and the four pieces that promote to its way of moving.</summary>
    public static bool MovesAsGold(this PieceType type) =>
        type is PieceType.Gold or (>= PieceType.PromotedPawn and <= PieceType.PromotedSilver);

    /// <summary>SFEN's letter in upper case, with a plus sign before it when promoted.</summary>
    public static string Letter(this PieceType type) => Letters[(int)type];

    /// <returns>Pieces of this type in a full set of 40, 0 for promoted types.</returns>
    public static int CountInSet(this PieceType type) => (int)type < SetCounts.Length ? SetCounts[(int)type] : 0;

    /// <param name="letter">One of <c>PLNSBRGK</c>, in upper case.</param>
    /// <returns><see cref="PieceType.None"/> for any other character.</returns>
    public static PieceType OfLetter(char letter) =>
        letter switch
        {
            'P' => PieceType.Pawn,
            'L' => PieceType.Lance,
            'N' => PieceType.Knight,
            'S' => PieceType.Silver,
            'B' => PieceType.Bishop,
            'R' => PieceType.Rook,
            'G' => PieceType.Gold,
            'K' => PieceType.King,
            _ => PieceType.None,
        };
}
