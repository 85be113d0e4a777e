using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Matches;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Tests.Games;

namespace Pawl.Shogi.Tests.Matches;

public sealed class OpeningTests
{
    [Fact]
    public void Built_in_openings_lead_to_16_positions_with_all_pieces_on_the_board()
    {
        var games = Openings.BuiltIn.Select(opening => opening.Begin(GameRules.Default)).ToList();

        Assert.Equal(16, games.Select(game => Sfen.Write(game.Position, withMoveNumber: false)).Distinct().Count());
        Assert.All(games, game => Assert.Equal(Color.Black, game.SideToMove));
        Assert.All(games.Skip(1), game => Assert.Null(game.End));
    }

    [Theory]
    [InlineData("startpos moves 7g7f 3c3d")]
    [InlineData("position startpos moves 7g7f 3c3d")]
    [InlineData("sfen lnsgkgsnl/1r5b1/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL b - 1 moves 7g7f 3c3d")]
    [InlineData("7g7f 3c3d")]
    public void A_line_is_read_as_USI_writes_it(string line)
    {
        var opening = Opening.Parse("", line);

        Assert.Equal(Sfen.Start, opening.Start);
        Assert.Equal([UsiGames.Move("7g7f"), UsiGames.Move("3c3d")], opening.Moves);
    }

    [Fact]
    public void A_file_may_hold_comments_and_positions()
    {
        var openings = Openings.Read(new StringReader("# even\n\nstartpos\n4k4/9/9/9/9/9/9/9/4K4 w - 1\n"));

        Assert.Equal(["line 3", "line 4"], openings.Select(opening => opening.Name));
        Assert.Equal("4k4/9/9/9/9/9/9/9/4K4 w - 1", openings[1].Start);
    }

    [Theory]
    [InlineData("startpos moves 7g7f 7g7f", "line 1: expected a legal move, got '7g7f'")]
    [InlineData("7g7f 3c3", "line 1: expected a move as 7g7f")]
    [InlineData("4k4/9 b - 1", "line 1:")]
    [InlineData("sfen 8k/9/8G/9/9/9/9/9/K8 b G 1 moves G*1b", "after this one: Black wins by checkmate")]
    [InlineData("# nothing", "found none")]
    public void What_is_no_opening_is_refused_with_its_line(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<NotationException>(() => Openings.Read(new StringReader(text))).Message);

    [Fact]
    public void Random_plies_are_legal_quiet_and_the_same_for_the_same_seed()
    {
        var first = Openings.BuiltIn[0].Continue(6, new MatchRandom(1, 0));
        var game = first.Begin(GameRules.Default);

        Assert.Equal(Openings.BuiltIn[0].Moves.Count + 6, game.Moves.Count);
        Assert.Equal(0, game.Position.Hand(Color.Black).Total + game.Position.Hand(Color.White).Total);
        Assert.Equal(first.Moves, Openings.BuiltIn[0].Continue(6, new MatchRandom(1, 0)).Moves);
        Assert.NotEqual(first.Moves, Openings.BuiltIn[0].Continue(6, new MatchRandom(2, 0)).Moves);
        Assert.NotEqual(first.Moves, Openings.BuiltIn[0].Continue(6, new MatchRandom(1, 1)).Moves);
    }
}
