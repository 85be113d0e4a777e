using Pawl.Shogi.Board;
using Pawl.Shogi.Engines;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Tests.Games;

namespace Pawl.Shogi.Tests.Engines;

/// <summary>Talks to the real GNU Shogi (Debian's package gnushogi).</summary>
public sealed class GnuShogiEngineTests
{
    private static readonly ThinkingLimits TwoPlies = new() { Depth = 2 };

    [Theory]
    [InlineData(Sfen.Start, "")]
    [InlineData(Sfen.Start, "7g7f 3c3d 8h2b+ 3a2b")]
    [InlineData("lnsgk1snl/1r4gb1/p1ppppppp/9/1p7/2P6/PPBPPPPPP/7R1/LNSGKGSNL w - 1", "")]
    [InlineData("4k4/4+R4/9/9/9/9/9/4G4/4K4 w r2b3g4s4n4l18p 1", "")]
    [InlineData("4k4/9/9/9/9/9/3+b5/9/4K4 b RP2p 1", "R*5b 5a5b P*5c")]
    public async Task It_moves_legally_in_positions_of_any_kind(string sfen, string moves)
    {
        await using var engine = await StartAsync();
        var position = Sfen.Parse(sfen);
        var played = moves.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(UsiGames.Move);
        var game = new List<Move>();
        foreach (var move in played)
        {
            position.Do(move);
            game.Add(move);
        }

        await engine.BeginGameAsync(1, TestContext.Current.CancellationToken);
        var reply = await engine.ThinkAsync(
            new SearchRequest(sfen, game, position.SideToMove, TwoPlies),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(ReplyKind.Move, reply.Kind);
        Assert.True(LegalMoves.IsLegal(position, reply.Move), $"{reply.Move} in {position}");
    }

    [Fact]
    public async Task It_follows_a_game_move_by_move_and_begins_another()
    {
        await using var engine = await StartAsync();
        foreach (var number in new[] { 1, 2 })
        {
            await engine.BeginGameAsync(number, TestContext.Current.CancellationToken);
            var position = Position.Start();
            var game = new List<Move>();
            var legal = new Move[LegalMoves.Most];
            for (var ply = 0; ply < 20; ply++)
            {
                Move move;
                if (ply % 2 == number - 1)
                {
                    var request = new SearchRequest(Sfen.Start, game, position.SideToMove, TwoPlies);
                    move = (await engine.ThinkAsync(request, TestContext.Current.CancellationToken)).Move;
                    Assert.True(LegalMoves.IsLegal(position, move), $"{move} in {position}");
                }
                else
                {
                    move = legal[LegalMoves.Generate(position, legal) / 2];
                }

                position.Do(move);
                game.Add(move);
            }
        }
    }

    [Fact]
    public async Task A_program_that_is_another_is_refused()
    {
        var fault = await Assert.ThrowsAsync<EngineFaultException>(() => StartAsync("cat"));
        Assert.NotEqual(EngineFault.Missing, fault.Fault);
    }

    private static Task<GnuShogiEngine> StartAsync(string program = "gnushogi") =>
        GnuShogiEngine.StartAsync(
            program,
            [new(GnuShogiEngine.BookOption, "false")],
            EngineTimeouts.Default,
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
}
