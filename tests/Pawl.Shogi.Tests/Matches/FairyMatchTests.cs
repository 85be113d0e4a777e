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
        var (games, score) = await MatchGames.PlayAsync(Short);

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
        var (first, _) = await MatchGames.PlayAsync(Short with { Restart = true });
        var (second, _) = await MatchGames.PlayAsync(Short with { Restart = true, Concurrency = 2 });

        Assert.Equal(first.Select(MatchGames.Text), second.OrderBy(game => game.Pairing.Number).Select(MatchGames.Text));
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
        var (games, _) = await MatchGames.PlayAsync(
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

    /// <summary>The clock runs all along, but a minute is never short of what 400 nodes take.</summary>
    [Fact]
    [Trait("speed", "slow")]
    public async Task A_hundred_games_against_our_engine_have_no_illegal_move_and_no_time_loss()
    {
        var (games, score) = await MatchGames.PlayAsync(
            Short with
            {
                A = EngineSpec.Parse("pawl"),
                Games = 100,
                TimeControl = new TimeControl
                {
                    Base = TimeSpan.FromSeconds(60),
                    Increment = TimeSpan.FromSeconds(1),
                    Nodes = 400,
                },
                OpeningPlies = Openings.BuiltInPlies,
                Rules = new GameRules { MaximumMoves = 256 },
                Concurrency = 2,
            }
        );

        Assert.Equal(100, score.Total.Games);
        Assert.All(games, game => Assert.Null(game.Fault));
        Assert.Equal(0, score.ForfeitsOfA + score.ForfeitsOfB);
    }
}
