using Pawl.Shogi.Matches;

namespace Pawl.Shogi.Tests.Matches;

/// <summary>Plays matches for tests.</summary>
internal static class MatchGames
{
    /// <returns>The games in the order they ended.</returns>
    public static async Task<(IReadOnlyList<PlayedGame> Games, MatchScore Score)> PlayAsync(
        MatchSettings settings,
        IEnumerable<PlayedGame>? before = null
    )
    {
        var games = new List<PlayedGame>();
        var score = await new MatchRunner(settings, TimeProvider.System).RunAsync(
            before ?? [],
            (game, _) =>
            {
                games.Add(game);
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken
        );
        return (games, score);
    }

    public static string Text(PlayedGame game) =>
        $"{game.Pairing.Number} {string.Join(' ', game.Moves.Select(move => move.Move))} {game.End}";
}
