using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Engines;

/// <summary>A position to move in, as the game that led to it, so that repetitions can be seen.</summary>
/// <param name="Start">The first position, as SFEN.</param>
/// <param name="Moves">The moves from there.</param>
/// <param name="SideToMove">After those moves.</param>
public sealed record SearchRequest(string Start, IReadOnlyList<Move> Moves, Color SideToMove, ThinkingLimits Limits)
{
    /// <value>After how long the answer comes too late, so that the engine is told to stop; null when no clock runs.</value>
    public TimeSpan? Deadline { get; init; }
}
