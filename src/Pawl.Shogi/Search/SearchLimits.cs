using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>What ends a search besides being stopped, and what it may look at. The search ends at whichever limit comes first.</summary>
public sealed record SearchLimits
{
    /// <value>Deepest iteration, in plies; 1 to 100, 100 unless set.</value>
    public int Depth { get; init; } = MostDepth;

    /// <value>Positions visited; no limit unless set.</value>
    public long Nodes { get; init; } = long.MaxValue;

    /// <value>How many best lines to find, from 1; 1 unless set.</value>
    public int Lines { get; init; } = 1;

    /// <value>Root moves to choose from; all legal ones unless set.</value>
    public IReadOnlyList<Move>? RootMoves { get; init; }

    /// <value>The game is a draw when this many moves have been done; 0 for no such rule.</value>
    public int MaximumMoves { get; init; }

    /// <value>What may be declared; the rule of 27 points unless set.</value>
    public EnteringKingRule EnteringKing { get; init; } = EnteringKingRule.Points27;

    /// <value>
    /// Centipawns, 0 for none: every root move's score is shifted by a random amount of up to this, either way, so that moves nearly as good are sometimes chosen.
    /// </value>
    public int Softness { get; init; }

    /// <value>What the shifts of <see cref="Softness"/> are drawn from, together with position and move.</value>
    public ulong Seed { get; init; }

    /// <summary>The deepest iteration there is.</summary>
    public const int MostDepth = 100;
}
