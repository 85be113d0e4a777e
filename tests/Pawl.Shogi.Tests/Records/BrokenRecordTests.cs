using Pawl.Shogi.Notation;
using Pawl.Shogi.Records;

namespace Pawl.Shogi.Tests.Records;

public sealed class BrokenRecordTests
{
    [Theory]
    [InlineData("   1 ７六歩(77)\n   2 ３四歩(34)", 2, "no piece")]
    [InlineData("   1 ７六歩(77)\n   2 ３五歩(33)", 2, "does not reach 3e")]
    [InlineData("   1 ７六歩(77)\n   2 ７六歩(77)", 2, "歩 of White stands on 7g")]
    [InlineData("   1 ７六歩(77)\n   3 ３四歩(33)", 2, "expected move 2, got number 3")]
    [InlineData("   1 ７六歩", 1, "origin")]
    [InlineData("   1 同　歩(77)", 1, "no move was played before")]
    [InlineData("   1 ７六歩(77) ( 0:xx)", 1, "expected a time")]
    [InlineData("   1 投了\n   2 ３四歩(33)", 2, "after the end")]
    [InlineData("手合割：半枚落ち", 1, "手合割")]
    [InlineData("   1 ７六歩(77)\n変化：9手", 2, "variation")]
    [InlineData("   1 ７六歩(77)\n変化：1手\n", 2, "expected a move in the variation")]
    [InlineData("後手の持駒：飛三", 1, "1 to 2 of 飛")]
    [InlineData("| ・ ・", 1, "nine squares")]
    [InlineData("何かの文", 1, "expected a header")]
    [InlineData("", 1, "expected a game")]
    public void Kif_tells_line_and_reason(string text, int line, string reason) => Fails(text, RecordFormat.Kif, line, reason);

    [Theory]
    [InlineData("PI\n+\n+7776FU\n-3335FU", 4, "does not reach 3e")]
    [InlineData("PI\n+\n-3334FU", 3, "expected a move of Black")]
    [InlineData("PI\n+\n+7776GI", 3, "moves GI, but FU stands on 7g")]
    [InlineData("PI\n+\n+7776F", 3, "expected a move such as")]
    [InlineData("PI\n+\n%NONSENSE", 3, "expected an end")]
    [InlineData("PI\n+\nT5", 3, "expected a move or an end before its time")]
    [InlineData("PI\n+\n+7776FU\nT5\nT5", 5, "one time for each")]
    [InlineData("PI\n+\n+7776FU\nT1.2345", 4, "seconds")]
    [InlineData("PI77HI", 1, "PI82HI22KA")]
    [InlineData("P1-KY-KE-GI-KI", 1, "5a")]
    [InlineData("P+55FU54FU\nP-51OU\n+", 3, "nifu")]
    [InlineData("PI\n+\n+7776FU,-3334FU,+2733FU", 3, "move 3, 2g3c, is not legal")]
    [InlineData("PI\n+\n$EVENT:x", 3, "expected moves after the start position")]
    [InlineData("P-00AL\nP+00AL", 2, "once")]
    [InlineData("$同飛:x", 1, "name of a header")]
    public void Csa_tells_line_and_reason(string text, int line, string reason) => Fails(text, RecordFormat.Csa, line, reason);

    [Theory]
    [InlineData("startpos moves 7g7f 3c3e", 1, "does not reach 3e")]
    [InlineData("startpos moves 7g7x", 1, "expected a move")]
    [InlineData("startpos\nposition nothing", 2, "SFEN")]
    [InlineData("startpos 7g7f", 1, "the word moves")]
    public void Usi_tells_line_and_reason(string text, int line, string reason) => Fails(text, RecordFormat.Usi, line, reason);

    [Fact]
    public void An_illegal_move_without_an_end_that_says_so_is_told_where_it_stands() =>
        Fails("   1 ７六歩(77)\n   2 ３五歩(33)\n   3 投了", RecordFormat.Kif, 2, "move 2, 3c3e, is not legal");

    [Fact]
    public void Limits_hold()
    {
        var games = string.Concat(Enumerable.Repeat("startpos moves 7g7f 3c3d\n", 5));

        Assert.Throws<NotationException>(() => GameRecords.Parse(games, limits: new RecordLimits { Games = 4 }));
        Assert.Throws<NotationException>(() => GameRecords.Parse(games, limits: new RecordLimits { Moves = 1 }));
        Assert.Throws<NotationException>(() => GameRecords.Read(new byte[100], limits: new RecordLimits { Size = 99 }));
        Assert.Throws<NotationException>(() => GameRecords.Read(new MemoryStream(new byte[100]), limits: new RecordLimits { Size = 99 }));
        Assert.Equal(5, GameRecords.Parse(games, limits: new RecordLimits { Games = 5, Moves = 2 }).Count);
    }

    private static void Fails(string text, RecordFormat format, int line, string reason)
    {
        var fault = Assert.Throws<NotationException>(() => GameRecords.Parse(text, format));

        Assert.Equal(line, fault.Line);
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
    }
}
