using Pawl.Shogi.Board;
using Pawl.Shogi.Engines;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Tests.Games;

namespace Pawl.Shogi.Tests.Engines;

public sealed class UsiTextTests
{
    [Fact]
    public void Positions_are_told_with_the_game_before_them()
    {
        var limits = new ThinkingLimits();

        Assert.Equal("position startpos", UsiText.Position(new SearchRequest(Sfen.Start, [], Color.Black, limits)));
        Assert.Equal(
            "position sfen 4k4/9/9/9/9/9/9/9/4K4 b P 1 moves P*5e 5a5b",
            UsiText.Position(
                new SearchRequest("4k4/9/9/9/9/9/9/9/4K4 b P 1", [UsiGames.Move("P*5e"), UsiGames.Move("5a5b")], Color.Black, limits)
            )
        );
    }

    [Fact]
    public void Limits_are_told_in_milliseconds_and_together()
    {
        var clock = new ThinkingLimits { BlackTime = TimeSpan.FromSeconds(60), WhiteTime = TimeSpan.FromMilliseconds(1500) };

        Assert.Equal("go btime 60000 wtime 1500 byoyomi 0", UsiText.Go(clock));
        Assert.Equal("go btime 60000 wtime 1500 byoyomi 200", UsiText.Go(clock with { Byoyomi = TimeSpan.FromMilliseconds(200) }));
        Assert.Equal(
            "go ponder btime 60000 wtime 1500 binc 100 winc 100 nodes 5",
            UsiText.Go(clock with { Increment = TimeSpan.FromMilliseconds(100), Nodes = 5 }, ponder: true)
        );
        Assert.Equal("go movetime 1000 depth 3", UsiText.Go(new ThinkingLimits { MoveTime = TimeSpan.FromSeconds(1), Depth = 3 }));
    }

    [Theory]
    [InlineData("info depth 7 seldepth 9 multipv 1 score cp -112 nodes 3766 nps 1 pv 5a4b 4g4f", 7, -112, null, 3766, "5a4b 4g4f")]
    [InlineData("info depth 3 score mate 5 nodes 10 pv G*1b", 3, null, 5, 10, "G*1b")]
    [InlineData("info depth 3 score mate - nodes 10", 3, null, int.MinValue, 10, "")]
    public void Thinking_is_read(string line, int depth, int? centipawns, int? mate, long nodes, string moves) =>
        Assert.Equal(new SearchInfo(depth, centipawns, mate, nodes, moves), UsiText.Read(line, SearchInfo.None));

    [Theory]
    [InlineData("info depth 8 multipv 2 score cp 900 pv 1a1b")]
    [InlineData("info string score cp 900")]
    [InlineData("info currmove 7g7f nodes 99")]
    [InlineData("info depth")]
    [InlineData("info score cp x")]
    public void Lines_without_a_score_of_the_best_move_change_nothing(string line)
    {
        var before = new SearchInfo(7, 12, null, 100, "7g7f");
        Assert.Equal(before, UsiText.Read(line, before));
    }

    [Theory]
    [InlineData("bestmove 7g7f ponder 3c3d", ReplyKind.Move, "3c3d")]
    [InlineData("bestmove 2b3a+", ReplyKind.Move, null)]
    [InlineData("bestmove resign", ReplyKind.Resign, null)]
    [InlineData("bestmove win", ReplyKind.Declare, null)]
    [InlineData("bestmove (none)", ReplyKind.Unreadable, null)]
    [InlineData("bestmove", ReplyKind.Unreadable, null)]
    [InlineData("bestmove e2e4", ReplyKind.Unreadable, null)]
    public void Answers_are_told_apart(string line, ReplyKind kind, string? expected)
    {
        var reply = UsiText.Answer(line, TimeSpan.Zero, SearchInfo.None);

        Assert.Equal(kind, reply.Kind);
        Assert.Equal(expected, reply.Expected?.ToString());
    }
}
