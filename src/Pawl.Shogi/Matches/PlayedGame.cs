using Pawl.Shogi.Board;
using Pawl.Shogi.Games;

namespace Pawl.Shogi.Matches;

/// <summary>A finished game of a match.</summary>
/// <param name="Moves">The opening's first.</param>
/// <param name="Fault">What went wrong with an engine, in words; null when nothing did.</param>
/// <param name="Adjudicated">True when the engines' scores ended it.</param>
public sealed record PlayedGame(
    Pairing Pairing,
    IReadOnlyList<PlayedMove> Moves,
    GameEnd End,
    string? Fault,
    bool Adjudicated,
    DateTimeOffset StartedAt
)
{
    public Player? Winner => End.Winner is { } color ? Pairing.Of(color) : null;

    /// <value>In halves of a point for A: 0, 1 or 2.</value>
    public int HalfPointsOfA =>
        Winner switch
        {
            Player.A => 2,
            Player.B => 0,
            _ => 1,
        };

    /// <value>The player that lost by what it did, not by its play: an illegal move, its time, a crash.</value>
    public bool IsForfeit => End.Reason is EndReason.IllegalMove or EndReason.TimeForfeit;

    public Color ColorOfA => Pairing.ColorOf(Player.A);
}
