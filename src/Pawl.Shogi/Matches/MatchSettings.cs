using Pawl.Shogi.Engines;
using Pawl.Shogi.Games;

namespace Pawl.Shogi.Matches;

/// <summary>A match of two engines: everything that decides which games are played and how.</summary>
public sealed record MatchSettings
{
    public required EngineSpec A { get; init; }

    public required EngineSpec B { get; init; }

    /// <value>At least 1; an odd number leaves the last pair without its second game.</value>
    public required int Games { get; init; }

    public required TimeControl TimeControl { get; init; }

    /// <value>Used in turn, one for each pair of games. At least one.</value>
    public required IReadOnlyList<Opening> Openings { get; init; }

    /// <value>Random plies played after each opening.</value>
    public int OpeningPlies { get; init; }

    /// <value>Draws the random plies.</value>
    public ulong Seed { get; init; }

    public required GameRules Rules { get; init; }

    public Adjudication Adjudication { get; init; } = new();

    /// <value>Lets engines think in the opponent's time.</value>
    public bool Ponder { get; init; }

    /// <value>
    /// Starts both engines anew for each game. Without it a game may depend on those before it in engines that keep something of them, as Fairy-Stockfish 11.1
    /// does in spite of <c>usinewgame</c>.
    /// </value>
    public bool Restart { get; init; }

    /// <value>Ends the match as soon as it is decided; null to play all games.</value>
    public SprtBounds? Sprt { get; init; }

    /// <value>Games played at the same time; at least 1. Has no part in which games are played.</value>
    public int Concurrency { get; init; } = 1;

    public EngineTimeouts Timeouts { get; init; } = EngineTimeouts.Default;

    public EngineSpec Of(Player player) => player == Player.A ? A : B;
}
