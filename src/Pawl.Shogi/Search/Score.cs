namespace Pawl.Shogi.Search;

/// <summary>
/// What a position is worth to the side to move. Ordinary scores are in centipawns; a forced mate is <see cref="Mate"/> less the plies until it, so that the
/// shorter mate scores higher. Every score fits in 16 bits.
/// </summary>
internal static class Score
{
    public const int Infinite = 32001;
    public const int Mate = 32000;

    /// <summary>Scores from here on are forced mates.</summary>
    public const int LeastMate = Mate - MostPlies;

    /// <summary>
    /// The opponent has repeated a position by nothing but checks, which loses the game the fourth time. It may still deviate before, so it ranks below mates.
    /// </summary>
    public const int Forfeit = 30000;

    /// <summary>Evaluations stay within this, so that none is taken for a mate or a forfeit.</summary>
    public const int MostEvaluation = 29000;

    public const int Draw = 0;

    /// <summary>Plies below the root that the search never goes beyond.</summary>
    public const int MostPlies = 128;

    public static int MatedIn(int plies) => plies - Mate;

    public static int MateIn(int plies) => Mate - plies;

    public static bool IsMate(int score) => Math.Abs(score) >= LeastMate;

    /// <summary>A mate counted from the root becomes one counted from a node, as the transposition table keeps it.</summary>
    public static int FromRoot(int score, int ply) =>
        score >= LeastMate ? score + ply
        : score <= -LeastMate ? score - ply
        : score;

    /// <inheritdoc cref="FromRoot"/>
    /// <returns>The other way: counted from the root again.</returns>
    public static int FromNode(int score, int ply) =>
        score >= LeastMate ? score - ply
        : score <= -LeastMate ? score + ply
        : score;
}
