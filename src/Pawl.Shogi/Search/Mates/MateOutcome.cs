namespace Pawl.Shogi.Search.Mates;

/// <summary>What a mate search came to.</summary>
public enum MateOutcome
{
    /// <summary>The search was ended before it knew.</summary>
    Unknown,

    /// <summary>The side to move can mate by nothing but checks.</summary>
    Mate,

    /// <summary>It cannot.</summary>
    NoMate,
}
