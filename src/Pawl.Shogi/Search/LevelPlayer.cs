using Pawl.Shogi.Board;

namespace Pawl.Shogi.Search;

/// <summary>
/// Plays at a fixed level. The same position with the same game before it, seed and level always give the same move: everything learnt is forgotten between
/// moves. One move at a time.
/// </summary>
public sealed class LevelPlayer
{
    private readonly Searcher _searcher;

    /// <param name="seed">Another seed chooses otherwise among moves that are near equal; of no effect at level 10.</param>
    public LevelPlayer(Level level, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(level);
        Level = level;
        Seed = seed;
        _searcher = new Searcher(new TranspositionTable(level.TableEntries));
    }

    public Level Level { get; }

    public ulong Seed { get; }

    /// <param name="limits">Rules to keep to; what the level fixes, nodes, softness and seed, is the level's.</param>
    /// <param name="clock">Can only end the search early.</param>
    public SearchResult Choose(Position position, SearchLimits limits, SearchClock clock, Action<SearchReport>? report = null)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _searcher.Forget();
        var fixedLimits = limits with { Nodes = Math.Min(limits.Nodes, Level.Nodes), Softness = Level.Softness, Seed = Seed };
        return _searcher.Search(position, fixedLimits, clock, report);
    }

    /// <inheritdoc cref="Choose(Position, SearchLimits, SearchClock, Action{SearchReport})"/>
    public SearchResult Choose(Position position) => Choose(position, new SearchLimits(), new SearchClock(TimeProvider.System));
}
