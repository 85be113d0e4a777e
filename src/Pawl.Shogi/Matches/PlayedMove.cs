using Pawl.Shogi.Engines;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Matches;

/// <summary>A move of a game of a match.</summary>
/// <param name="Used">In whole milliseconds.</param>
/// <param name="Info">What the engine thought of it; null for the moves of the opening.</param>
public sealed record PlayedMove(Move Move, TimeSpan Used, SearchInfo? Info);
