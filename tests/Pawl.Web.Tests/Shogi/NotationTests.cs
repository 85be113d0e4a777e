using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;
using Pawl.Web.Views.Shogi;

namespace Pawl.Web.Tests.Shogi;

public sealed class NotationTests
{
    [Theory]
    [InlineData(Sfen.Start, "7g7f", "▲７六歩(77)", "P7g-7f")]
    [InlineData("lnsgkgsnl/1r5b1/pppppp1pp/6p2/9/2P6/PP1PPPPPP/1B5R1/LNSGKGSNL b - 3", "8h2b+", "▲２二角成(88)", "B8hx2b+")]
    [InlineData("lnsgkgsnl/1r5b1/pppppp1pp/6p2/9/2P6/PP1PPPPPP/1B5R1/LNSGKGSNL b - 3", "8h2b", "▲２二角(88)", "B8hx2b=")]
    [InlineData("4k4/9/4+P4/9/9/9/9/9/4K4 w g 2", "G*5b", "△５二金打", "G*5b")]
    [InlineData("4k4/9/4+P4/9/9/9/9/9/4K4 b - 1", "5c5b", "▲５二と(53)", "+P5c-5b")]
    public void A_move_is_written_in_kanji_and_in_letters(string sfen, string usi, string kanji, string letters)
    {
        var position = Sfen.Parse(sfen);
        Assert.True(Move.TryParse(usi, out var move));

        Assert.Equal((kanji, letters), (KanjiNotation.Of(position, move, Move.None), WesternNotation.Of(position, move)));
    }

    [Fact]
    public void A_capture_where_the_last_move_went_says_same()
    {
        var position = Sfen.Parse("4k4/9/4+P4/9/9/9/9/9/4K4 b - 1");
        position.Do(Parse("5c5b"));

        Assert.Equal("△同玉(51)", KanjiNotation.Of(position, Parse("5a5b"), position.LastMove));
    }

    [Fact]
    public void A_position_in_words_names_every_piece_with_its_square()
    {
        var position = Sfen.Parse("4k4/9/4+P4/9/9/9/9/9/4K2R1 w 2Pg 2");

        Assert.Equal("king 5i, rook 2i, promoted pawn 5c; in hand: 2 pawns", PositionWords.Of(position, Color.Black));
        Assert.Equal("king 5a; in hand: gold", PositionWords.Of(position, Color.White));
    }

    [Fact]
    public void A_title_in_a_picture_is_text() =>
        Assert.Contains(
            "aria-label=\"&lt;b&gt;&quot;\"",
            BoardSvg.Draw(Position.Start(), "<b>\"", Move.None, false),
            StringComparison.Ordinal
        );

    private static Move Parse(string usi) => Move.TryParse(usi, out var move) ? move : throw new FormatException(usi);
}
