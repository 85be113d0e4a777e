using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>What a search decided.</summary>
/// <param name="Best">The move to play; <see cref="Move.None"/> when there is no legal one.</param>
/// <param name="Reply">The answer it expects, or <see cref="Move.None"/>.</param>
/// <param name="Score">For the side to move.</param>
/// <param name="Depth">The last iteration that was finished; 0 for none.</param>
/// <param name="Nodes">Positions visited.</param>
public sealed record SearchResult(Move Best, Move Reply, SearchScore Score, int Depth, long Nodes);
