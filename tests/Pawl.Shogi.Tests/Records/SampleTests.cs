using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Records;

namespace Pawl.Shogi.Tests.Records;

/// <summary>Files as other programs leave them, by hand.</summary>
public sealed class SampleTests
{
    [Fact]
    public void Kif_gives_headers_times_comments_and_bookmarks()
    {
        var game = Assert.Single(Sample.Read("ranging-rook.kif"));

        Assert.Equal(("佐藤 一", "Pawl 0.1"), (game.Black, game.White));
        Assert.Equal("2024/05/03 10:30:00", game[HeaderNames.StartTime]);
        Assert.Equal(
            [HeaderNames.StartTime, HeaderNames.EndTime, HeaderNames.Event, HeaderNames.Site, HeaderNames.TimeControl],
            game.Header.Select(field => field.Name)
        );
        Assert.Equal(["開始前のコメント"], game.Comments);
        Assert.Equal(["角道を開ける", "", "*評価値 35"], game.Moves[1].Comments);
        Assert.Equal(["分岐点"], game.Moves[3].Bookmarks);
        Assert.Equal(TimeSpan.FromSeconds(65), game.Moves[2].Used);
        Assert.All(game.Moves, move => Assert.Null(move.StatedTotal));
        Assert.Equal(new GameEnd(Color.White, EndReason.Resignation), game.Outcome);
    }

    [Fact]
    public void Kif_variations_hang_where_they_leave()
    {
        var game = Assert.Single(Sample.Read("ranging-rook.kif"));

        Assert.Equal(["4c4d", "8b3b"], game.Moves[3].Variations.Select(line => line.Moves[0].Move.ToString()));
        var second = Assert.Single(game.Moves[1].Variations);
        Assert.Equal(["8c8d", "2g2f"], second.Moves.Select(move => move.Move.ToString()));
        Assert.Equal(EndMark.Abandoned, second.End?.Mark);
        Assert.Equal(3, game.Moves.Sum(move => move.Variations.Count));
    }

    [Fact]
    public void Ki2_is_told_apart_by_the_legal_moves()
    {
        var game = Assert.Single(Sample.Read("plain.ki2"));

        Assert.Equal(26, game.Moves.Count);
        Assert.Equal(["互いに飛先を切った"], game.Moves[13].Comments);
        Assert.Equal(EndReason.Abandoned, game.Outcome?.Reason);
    }

    [Fact]
    public void Csa_gives_several_games_and_positions()
    {
        var games = Sample.Read("two-games.csa");

        Assert.Equal(3, games.Count);
        Assert.Equal("Opponent, the second", games[0].White);
        Assert.Equal("25分", games[0][HeaderNames.TimeControl]);
        Assert.Equal("17", games[0]["X_SEED"]);
        Assert.Equal(["* 35 -2726FU"], games[0].Moves[1].Comments);
        Assert.Equal(TimeSpan.FromSeconds(6), games[0].Moves[1].Used);
        Assert.Equal("2b8h+", games[0].Moves[3].Move.ToString());
        Assert.Equal("二枚落ち", games[1].Handicap?.JapaneseName);
        Assert.Equal(Color.White, games[1].Start().SideToMove);
        Assert.Equal("4k4/9/4+P4/9/9/9/9/9/9 b G2r2b3g4s4n4l17p 1", games[2].StartSfen);
        Assert.Equal(new GameEnd(Color.Black, EndReason.Checkmate), games[2].Outcome);
    }

    [Fact]
    public void Csa_of_version_3_has_parts_of_seconds()
    {
        var game = Assert.Single(Sample.Read("fractional.csa"));

        Assert.Equal([1500, 25, 12000], game.Moves.Select(move => move.Used!.Value.TotalMilliseconds));
        Assert.Equal(EndReason.MaximumMoves, game.Outcome?.Reason);
        Assert.StartsWith("'CSA encoding=UTF-8\nV3.0\n", GameRecords.Text(game, RecordFormat.Csa), StringComparison.Ordinal);
    }

    [Fact]
    public void A_drawn_board_is_the_start()
    {
        var game = Assert.Single(Sample.Read("diagram.kif"));

        Assert.Equal("7nl/6gk1/5+Rppp/9/4+B4/9/6PPP/6SK1/5+S1NL b BGSr2g11p 61", game.StartSfen);
        Assert.Equal(["S*3a", "2b3a", "4c3b"], game.Moves.Select(move => move.Move.ToString()));
        Assert.Equal(new GameEnd(Color.Black, EndReason.Checkmate), game.Outcome);
    }

    [Fact]
    public void Shift_jis_and_handicaps_are_read()
    {
        var game = Assert.Single(Sample.Read("handicap-shift-jis.kif"));

        Assert.Equal("香落ち", game.Handicap?.JapaneseName);
        Assert.Equal(("新人", "師匠"), (game.Black, game.White));
        Assert.Equal(new GameEnd(Color.Black, EndReason.IllegalMove), game.Outcome);
    }

    [Fact]
    public void Lines_of_windows_are_read() => Assert.Equal(4, Assert.Single(Sample.Read("windows-lines.csa")).Moves.Count);

    [Fact]
    public void An_illegal_move_may_stand_before_the_end_that_says_so()
    {
        var game = Assert.Single(Sample.Read("illegal-end.kif"));

        Assert.True(game.Moves[^1].IsIllegal);
        Assert.Equal(new GameEnd(Color.White, EndReason.IllegalMove), game.Outcome);
        Assert.Equal(game, Assert.Single(GameRecords.Parse(GameRecords.Text(game, RecordFormat.Csa))));
    }

    [Fact]
    public void Usi_lines_are_games_and_sfen_lines_positions()
    {
        var games = Sample.Read("book.usi");

        Assert.Equal([3, 4, 2, 0], games.Select(game => game.Moves.Count));
        Assert.Equal(EndReason.Resignation, games[2].Outcome?.Reason);
        Assert.Equal(2, Sample.Read("positions.sfen").Count);
    }

    [Theory]
    [InlineData("ranging-rook.kif")]
    [InlineData("plain.ki2")]
    [InlineData("two-games.csa")]
    [InlineData("fractional.csa")]
    [InlineData("diagram.kif")]
    [InlineData("handicap-shift-jis.kif")]
    [InlineData("windows-lines.csa")]
    [InlineData("illegal-end.kif")]
    public void What_is_written_is_canonical(string name)
    {
        foreach (var format in new[] { RecordFormat.Kif, RecordFormat.Csa })
        {
            var text = GameRecords.Text(Sample.Read(name), format);

            Assert.Equal(text, GameRecords.Text(GameRecords.Parse(text), format));
        }
    }
}
