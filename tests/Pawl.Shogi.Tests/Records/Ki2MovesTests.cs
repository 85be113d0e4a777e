using Pawl.Shogi.Notation;
using Pawl.Shogi.Records;

namespace Pawl.Shogi.Tests.Records;

public sealed class Ki2MovesTests
{
    /// <summary>Three golds, two silvers and two dragons that can meet: what words are for.</summary>
    private const string Board = """
        後手の持駒：なし
          ９ ８ ７ ６ ５ ４ ３ ２ １
        +---------------------------+
        | ・ ・ ・ ・ ・ ・ ・ ・v玉|一
        | ・ ・ ・ ・ ・ ・ ・ ・ ・|二
        | ・ ・ 銀 ・ 銀 ・ ・ ・ ・|三
        | ・ ・ ・ ・ ・ ・ 龍 ・ ・|四
        | ・ ・ ・ ・ ・ ・ ・ ・ ・|五
        | ・ ・ 銀 ・ ・ ・ ・ ・ ・|六
        | ・ ・ ・ ・ ・ ・ ・ ・ ・|七
        | ・ ・ ・ ・ ・ ・ 龍 ・ ・|八
        | 玉 ・ ・ 金 金 金 ・ ・ ・|九
        +---------------------------+
        先手の持駒：金　銀

        """;

    [Theory]
    [InlineData("▲５八金左", "6i5h")]
    [InlineData("▲５八金直", "5i5h")]
    [InlineData("▲５八金右", "4i5h")]
    [InlineData("▲５八金左上", "6i5h")]
    [InlineData("▲５八金打", "G*5h")]
    [InlineData("▲６八金寄", null)]
    [InlineData("▲５八金", null)]
    [InlineData("▲６二銀左成", "7c6b+")]
    [InlineData("▲６二銀右不成", "5c6b")]
    [InlineData("▲６二銀右生", "5c6b")]
    [InlineData("▲６二銀打", "S*6b")]
    [InlineData("▲６二銀左", "7c6b")]
    [InlineData("▲６五銀左", "7f6e")]
    [InlineData("▲３五龍引", "3d3e")]
    [InlineData("▲３五竜上", "3h3e")]
    [InlineData("▲３六龍", null)]
    [InlineData("▲７七銀", "S*7g")]
    [InlineData("▲８七銀", "7f8g")]
    [InlineData("▲２二銀", "S*2b")]
    [InlineData("▲２二銀成", null)]
    [InlineData("▲１二銀打", "S*1b")]
    [InlineData("△５八金直", null)]
    [InlineData("▲４九金打", null)]
    [InlineData("▲５八金(49)", "4i5h")]
    [InlineData("▲５八金(48)", null)]
    [InlineData("５八金直", "5i5h")]
    [InlineData("58金直", "5i5h")]
    public void Words_tell_which_piece_moves(string text, string? expected)
    {
        if (expected is null)
        {
            Assert.Throws<NotationException>(() => GameRecords.Parse(Board + text, RecordFormat.Ki2));
        }
        else
        {
            var game = Assert.Single(GameRecords.Parse(Board + text, RecordFormat.Ki2));
            Assert.Equal(expected, Assert.Single(game.Moves).Move.ToString());
        }
    }

    [Fact]
    public void An_ambiguous_move_is_told_with_the_moves_it_fits()
    {
        var fault = Assert.Throws<NotationException>(() => GameRecords.Parse(Board + "▲５八金", RecordFormat.Ki2));

        Assert.Equal(15, fault.Line);
        Assert.StartsWith("'▲５八金' fits 3 moves: ", fault.Reason, StringComparison.Ordinal);
    }
}
