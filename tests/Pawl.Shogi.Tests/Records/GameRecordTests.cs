using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records;

namespace Pawl.Shogi.Tests.Records;

public sealed class GameRecordTests
{
    [Fact]
    public void A_game_is_taken_down_with_its_end_and_times()
    {
        var game = new Game(Handicap.Find("lance")!.Start());
        game.Play(MoveOf("3c3d"));
        game.Play(MoveOf("7g7f"));
        game.Resign();
        var record = GameRecord.Of(game, "A", "B", times: [TimeSpan.FromSeconds(1.5), TimeSpan.FromMilliseconds(20.7)]);

        Assert.Equal(game.End, record.Outcome);
        Assert.Equal([1500, 20], record.Moves.Select(move => move.Used!.Value.TotalMilliseconds));
        Assert.Equal(record, Assert.Single(GameRecords.Parse(GameRecords.Text(record, RecordFormat.Csa))));
        Assert.Contains("下手：A\n上手：B\n", GameRecords.Text(record, RecordFormat.Kif), StringComparison.Ordinal);
    }

    [Fact]
    public void Perpetual_check_is_known_again_from_the_moves()
    {
        var game = new Game(Sfen.Parse("4k4/9/9/9/9/9/9/9/R3K4 b - 1"));
        foreach (var move in "9i9a 5a5b 9a9b 5b5a".Split(' '))
        {
            game.Play(MoveOf(move));
        }

        while (game.End is null)
        {
            foreach (var move in "9b9a 5a5b 9a9b 5b5a".Split(' ').TakeWhile(_ => game.End is null))
            {
                game.Play(MoveOf(move));
            }
        }

        Assert.Equal(EndReason.PerpetualCheck, game.End.Reason);
        Assert.Equal(game.End, GameRecord.Of(game).Outcome);
        Assert.Equal(game.End, Assert.Single(GameRecords.Parse(GameRecords.Text(GameRecord.Of(game), RecordFormat.Csa))).Outcome);
    }

    [Fact]
    public void A_stated_total_that_is_no_sum_is_kept()
    {
        const string Kif =
            "手合割：平手\n先手：\n後手：\n   1 ７六歩(77) ( 0:10/01:00:00)\n   2 ３四歩(33) ( 0:05/00:00:05)\n   3 ２六歩(27) ( 0:10/01:00:10)\n";
        var game = Assert.Single(GameRecords.Parse(Kif));

        Assert.Equal([TimeSpan.FromHours(1), null, null], game.Moves.Select(move => move.StatedTotal));
        Assert.Contains("( 0:10/01:00:10)", GameRecords.Text(game, RecordFormat.Kif), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_written_is_refused()
    {
        var start = Position.Start();

        Assert.Throws<ArgumentException>(() => new GameRecord(start, Line("3c3d")));
        Assert.Throws<ArgumentException>(() =>
            new GameRecord(start, new RecordLine([Illegal("2g2e")], new RecordEnd(EndMark.Resignation)))
        );
        Assert.Throws<ArgumentException>(() => new GameRecord(start, Line("7g7f")) { Comments = ["two\nlines"] });
        Assert.Throws<ArgumentException>(() => new GameRecord(start, Line("7g7f")) { Header = [new HeaderField("先手", "x")] });
        Assert.Throws<ArgumentException>(() => new GameRecord(start, Line("7g7f")) { Header = [new HeaderField("a:b", "x")] });
        Assert.Throws<ArgumentException>(() => new GameRecord(start, Line("7g7f")) { Black = "two\nlines" });
        Assert.True(new GameRecord(start, new RecordLine([Illegal("2g2e")], new RecordEnd(EndMark.OpponentIllegal))).Moves[0].IsIllegal);
    }

    [Theory]
    [InlineData("startpos moves 7g7f", RecordFormat.Usi)]
    [InlineData("# openings\nsfen 4k4/9/9/9/9/9/9/9/4K4 b - 1 moves 5i5h", RecordFormat.Usi)]
    [InlineData("4k4/9/9/9/9/9/9/9/4K4 b - 1", RecordFormat.Sfen)]
    [InlineData("V2.2\nPI\n+", RecordFormat.Csa)]
    [InlineData("+7776FU", RecordFormat.Csa)]
    [InlineData("棋戦：…\n▲７六歩", RecordFormat.Ki2)]
    [InlineData("棋戦：…\n   1 ７六歩(77)", RecordFormat.Kif)]
    [InlineData("#KIF version=2.0\nP1：…", RecordFormat.Kif)]
    [InlineData("【備考】：…", RecordFormat.Kif)]
    public void Formats_are_told_by_content(string text, RecordFormat format) => Assert.Equal(format, RecordFormats.Detect(text));

    [Fact]
    public void Headers_of_any_name_go_through()
    {
        var game = Assert.Single(GameRecords.Parse("【備考】：ab\n先手省略名：x\n"));

        Assert.Equal(["【備考】", "先手省略名"], game.Header.Select(field => field.Name));
        Assert.Equal(game, Assert.Single(GameRecords.Parse(GameRecords.Text(game, RecordFormat.Csa))));
    }

    private static RecordLine Line(params string[] moves) => new([.. moves.Select(move => new RecordMove(MoveOf(move)))]);

    private static RecordMove Illegal(string move) => new(MoveOf(move)) { IsIllegal = true };

    private static Move MoveOf(string text) => Move.TryParse(text, out var move) ? move : throw new ArgumentException(text, nameof(text));
}
