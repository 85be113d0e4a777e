using Pawl.Shogi.Engines;
using Pawl.Shogi.Games;
using Pawl.Shogi.Matches;

namespace Pawl.Shogi.Tests.Matches;

/// <summary>Real matches of Fairy-Stockfish (Debian's package fairy-stockfish) against itself.</summary>
public sealed class FairyMatchTests
{
    private static readonly MatchSettings Short = new()
    {
        A = EngineSpec.Parse("fairy-stockfish"),
        B = EngineSpec.Parse("fairy-stockfish"),
        Games = 4,
        TimeControl = new TimeControl { Nodes = 300 },
        Openings = Openings.BuiltIn,
        Rules = new GameRules { MaximumMoves = 120 },
    };

    [Fact]
    public async Task Games_of_a_pair_share_their_opening_and_swap_colours()
    {
        var (games, score) = await PlayAsync(Short);

        Assert.Equal(4, score.Total.Games);
        Assert.All(games, game => Assert.Null(game.Fault));
        Assert.Equal([Player.A, Player.B, Player.A, Player.B], games.Select(game => game.Pairing.Black));
        Assert.Equal(games[0].Pairing.Opening, games[1].Pairing.Opening);
        Assert.NotEqual(games[0].Pairing.Opening, games[2].Pairing.Opening);
        Assert.All(games, game => Assert.Contains(game.Moves, move => move.Info is { Depth: > 0, Nodes: > 0, Score: not null }));
    }

    [Fact]
    public async Task A_node_limit_makes_the_same_games_again_and_two_at_a_time()
    {
        var (first, _) = await PlayAsync(Short with { Restart = true });
        var (second, _) = await PlayAsync(Short with { Restart = true, Concurrency = 2 });

        Assert.Equal(first.Select(Text), second.OrderBy(game => game.Pairing.Number).Select(Text));
    }

    [Fact]
    public async Task Clocks_with_byoyomi_are_kept_to_and_pondering_goes_with_them()
    {
        var clocks = new TimeControl
        {
            Base = TimeSpan.FromMilliseconds(200),
            Byoyomi = TimeSpan.FromMilliseconds(60),
            Margin = TimeSpan.FromSeconds(5),
        };
        var (games, _) = await PlayAsync(
            Short with
            {
                A = Short.A with { Options = [new("Ponder", "true")] },
                Games = 2,
                TimeControl = clocks,
                Ponder = true,
                Rules = new GameRules { MaximumMoves = 60 },
            }
        );

        Assert.All(games, game => Assert.Null(game.Fault));
        Assert.All(games, game => Assert.True(game.Moves.Count > 20));
    }

    private static string Text(PlayedGame game) =>
        $"{game.Pairing.Number} {string.Join(' ', game.Moves.Select(move => move.Move))} {game.End}";

    private static async Task<(IReadOnlyList<PlayedGame> Games, MatchScore Score)> PlayAsync(MatchSettings settings)
    {
        var games = new List<PlayedGame>();
        var score = await new MatchRunner(settings, TimeProvider.System).RunAsync(
            [],
            (game, _) =>
            {
                games.Add(game);
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken
        );
        return (games, score);
    }
}
