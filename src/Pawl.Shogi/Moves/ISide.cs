using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>What differs between the players, as constants: methods generic over it are compiled once for each, without a branch on the color.</summary>
internal interface ISide
{
    /// <summary>0 for Black, 1 for White.</summary>
    static abstract int Us { get; }

    /// <summary>The far three ranks.</summary>
    static abstract Bitboard PromotionZone { get; }

    /// <summary>The last rank, where pawns and lances must promote.</summary>
    static abstract Bitboard LastRank { get; }

    /// <summary>The last two ranks, where knights must promote.</summary>
    static abstract Bitboard LastTwoRanks { get; }

    static abstract Bitboard Forward(Bitboard squares);

    /// <summary>The square a step behind; -1 or 81 may be meant for one beyond the edge.</summary>
    static abstract int Behind(int square);
}
