using System.Runtime.CompilerServices;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Games;

/// <summary>Plays random legal moves, all equally likely, until the game is over.</summary>
public static class Playout
{
    /// <summary>Plays on the given position, which holds the whole game afterwards. Allocates nothing once the position's history is long enough.</summary>
    /// <param name="random">The same sequence plays the same game.</param>
    /// <param name="rules">Only <see cref="GameRules.MaximumMoves"/> matters: nobody resigns or declares.</param>
    /// <returns>Mate, no legal move, repetition, perpetual check or the maximum of moves.</returns>
    [SkipLocalsInit]
    public static GameEnd Run(Position position, Random random, GameRules rules)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(rules);
        Span<Move> moves = stackalloc Move[LegalMoves.Most];
        for (var plies = 0; ; plies++)
        {
            var count = LegalMoves.Generate(position, moves);
            if (GameEnds.After(position, count > 0, plies, rules) is { } end)
            {
                return end;
            }

            position.Do(moves[random.Next(count)]);
        }
    }
}
