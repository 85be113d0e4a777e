using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>A legal move of the position searched, and what the search thinks of it.</summary>
internal sealed class RootMove(Move move, int shift)
{
    public Move Move { get; } = move;

    /// <summary>Added to the score found, so that the choice among near-equal moves varies (<see cref="SearchLimits.Softness"/>).</summary>
    public int Shift { get; } = shift;

    /// <summary>Shift included; -<see cref="Score.Infinite"/> while the move is only known to be worse than another.</summary>
    public int Score { get; set; } = -Search.Score.Infinite;

    /// <summary>The score without the shift.</summary>
    public int TrueScore { get; set; } = -Search.Score.Infinite;

    public int SelectiveDepth { get; set; }

    /// <summary>The best line that begins with the move.</summary>
    public Move[] Line { get; set; } = [move];
}
