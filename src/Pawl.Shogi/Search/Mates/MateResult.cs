using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search.Mates;

/// <param name="Moves">The mate, both sides' moves; empty unless there is one. It need not be the shortest.</param>
/// <param name="Nodes">Positions visited.</param>
public sealed record MateResult(MateOutcome Outcome, IReadOnlyList<Move> Moves, long Nodes);
