using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>What a search has found so far, after a finished iteration or a change of its best line.</summary>
/// <param name="Depth">Plies every line was searched to, but for reductions and extensions.</param>
/// <param name="SelectiveDepth">Plies of the deepest line looked at.</param>
/// <param name="Line">From 1: which of the best lines this is.</param>
/// <param name="Score">For the side to move.</param>
/// <param name="Nodes">Positions visited.</param>
/// <param name="Elapsed">Since the search began.</param>
/// <param name="HashPermille">0 to 1000: how full the transposition table is.</param>
/// <param name="Moves">The line, at least one move long.</param>
public sealed record SearchReport(
    int Depth,
    int SelectiveDepth,
    int Line,
    SearchScore Score,
    long Nodes,
    TimeSpan Elapsed,
    int HashPermille,
    IReadOnlyList<Move> Moves
);
