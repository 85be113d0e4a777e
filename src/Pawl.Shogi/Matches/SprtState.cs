namespace Pawl.Shogi.Matches;

/// <summary>What a sequential test has found so far.</summary>
public enum SprtState
{
    Undecided,

    /// <summary>A is not stronger by Elo1: the lower bound was reached.</summary>
    Failed,

    /// <summary>A is stronger than by Elo0: the upper bound was reached.</summary>
    Passed,
}
