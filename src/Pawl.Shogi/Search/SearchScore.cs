using System.Runtime.InteropServices;

namespace Pawl.Shogi.Search;

/// <summary>A score as people and protocols read it.</summary>
/// <param name="Centipawns">Positive when the side to move stands better; of no meaning when <paramref name="MatePlies"/> is set.</param>
/// <param name="MatePlies">Plies until mate, negative when the side to move is mated; null when no mate is forced.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SearchScore(int Centipawns, int? MatePlies)
{
    internal static SearchScore Of(int score) =>
        score >= Search.Score.LeastMate ? new(score, Search.Score.Mate - score)
        : score <= -Search.Score.LeastMate ? new(score, -(Search.Score.Mate + score))
        : new(score, null);

    /// <returns>USI's text: <c>cp 34</c>, <c>mate 5</c>, <c>mate -4</c>; a player already mated is <c>mate -0</c>.</returns>
    public override string ToString() =>
        MatePlies switch
        {
            null => $"cp {Centipawns}",
            0 => "mate -0",
            _ => $"mate {MatePlies}",
        };
}
