using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Tests.Games;

/// <summary>Games for tests, written as USI text.</summary>
internal static class UsiGames
{
    public static Move Move(string text) => Shogi.Moves.Move.TryParse(text, out var move) ? move : throw new ArgumentException(text);

    /// <summary>Plays the moves until they or the game end.</summary>
    public static Game Play(string sfen, string moves, GameRules? rules = null)
    {
        var game = new Game(Sfen.Parse(sfen), rules);
        foreach (var text in moves.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (game.End is null)
            {
                game.Play(Move(text));
            }
        }

        return game;
    }
}
