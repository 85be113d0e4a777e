using Pawl.Shogi.Engines;
using Pawl.Shogi.Games;
using Pawl.Shogi.Matches;
using Pawl.Shogi.Tests.Engines;

namespace Pawl.Shogi.Tests.Matches;

/// <summary>Engines that fail in the middle of a match against one that does not.</summary>
public sealed class FaultyEngineMatchTests
{
    [Theory]
    [InlineData("exit 3", EndReason.TimeForfeit, "exit code 3")]
    [InlineData("kill -9 $$", EndReason.TimeForfeit, "signal 9")]
    [InlineData("sleep 60", EndReason.TimeForfeit, "neither then nor after 'stop'")]
    [InlineData("sleep 0.8; echo bestmove 7g7f", EndReason.TimeForfeit, "0.600 s were left with the margin")]
    [InlineData("echo bestmove 9i9a", EndReason.IllegalMove, "played the illegal move 9i9a in")]
    [InlineData("echo bestmove maybe", EndReason.IllegalMove, "expected a move, resign or win, got 'bestmove maybe'")]
    [InlineData("echo bestmove win", EndReason.IllegalMove, "declared a win that does not hold")]
    [InlineData("echo bestmove resign", EndReason.Resignation, null)]
    public async Task A_fault_loses_its_game_and_the_match_goes_on(string go, EndReason reason, string? fault)
    {
        var (games, score) = await MatchGames.PlayAsync(Against(go));

        Assert.Equal(2, games.Count);
        Assert.All(games, game => Assert.Equal((Player.B, reason), (game.Winner, game.End.Reason)));
        Assert.Equal(reason == EndReason.Resignation ? 0 : 2, score.ForfeitsOfA);
        Assert.All(games, game => Assert.True(fault is null ? game.Fault is null : game.Fault!.Contains(fault), game.Fault));
    }

    [Fact]
    public async Task An_engine_that_does_not_start_at_all_is_no_lost_game_but_an_error()
    {
        var settings = Against("exit 3") with { B = EngineSpec.Parse("no-such-engine") };
        var fault = await Assert.ThrowsAsync<EngineFaultException>(() => MatchGames.PlayAsync(settings));
        Assert.Equal(EngineFault.Missing, fault.Fault);
    }

    [Fact]
    public async Task Scores_beyond_the_limit_end_a_game_for_who_said_them()
    {
        // the same quiet moves for ever, said to be hopeless
        var settings = Against(
            "echo info depth 1 score cp -2500; [ -z \"$odd\" ] && odd=1 && echo bestmove 1g1f || echo bestmove 1f1e"
        ) with
        {
            Openings = [Opening.Parse("even", "startpos")],
            Games = 1,
            Adjudication = new Adjudication { ResignScore = 2000, ResignMoves = 2 },
        };

        var (games, _) = await MatchGames.PlayAsync(settings);

        Assert.Equal((Player.B, EndReason.Resignation, true), (games[0].Winner, games[0].End.Reason, games[0].Adjudicated));
        Assert.Equal(4, games[0].Moves.Count);
    }

    private static MatchSettings Against(string go) =>
        new()
        {
            A = ScriptedEngines.Spec(ScriptedEngines.OnGo(go)),
            B = EngineSpec.Parse("level:1"),
            Games = 2,
            TimeControl = new TimeControl { MoveTime = TimeSpan.FromMilliseconds(500) },
            Openings = [Openings.BuiltIn[0]],
            Rules = GameRules.Default,
            Timeouts = EngineTimeouts.Default with { Stop = TimeSpan.FromMilliseconds(go.StartsWith("sleep 60") ? 200 : 5000) },
        };
}
