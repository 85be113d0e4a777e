using Pawl.Shogi.Board;

namespace Pawl.Shogi.Search;

/// <summary>Ranks as a player sees them.</summary>
internal static class Zones
{
    private static readonly Bitboard[] Promotions =
    [
        Bitboard.Rank(1) | Bitboard.Rank(2) | Bitboard.Rank(3),
        Bitboard.Rank(7) | Bitboard.Rank(8) | Bitboard.Rank(9),
    ];

    private static readonly Bitboard[] FurthestRanks = [Bitboard.Rank(1), Bitboard.Rank(9)];

    private static readonly Bitboard[] FurthestTwoRanks = [Bitboard.Rank(1) | Bitboard.Rank(2), Bitboard.Rank(8) | Bitboard.Rank(9)];

    /// <summary>The three ranks where the player's pieces promote.</summary>
    public static Bitboard Promotion(int color) => Promotions[color];

    /// <summary>Where the player's pawns and lances could never move again.</summary>
    public static Bitboard Furthest(int color) => FurthestRanks[color];

    /// <summary>Where the player's knights could never move again.</summary>
    public static Bitboard FurthestTwo(int color) => FurthestTwoRanks[color];
}
