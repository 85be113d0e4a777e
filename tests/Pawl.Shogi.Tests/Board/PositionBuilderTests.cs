using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Tests.Board;

/// <summary>Positions that cannot be, and texts that are no SFEN.</summary>
public sealed class PositionBuilderTests
{
    [Theory]
    [InlineData("4k4/9/9/9/9/9/9/9/3KK4 b - 1", "Black has two kings, the second on 6i")]
    [InlineData("4k4/9/9/9/4P4/9/4P4/9/4K4 b - 1", "two unpromoted pawns on file 5 (nifu)")]
    [InlineData("P3k4/9/9/9/9/9/9/9/4K4 b - 1", "the Black pawn on 9a could never move again")]
    [InlineData("4k4/9/9/9/9/9/9/l8/l3K4 w - 1", "the White lance on 9i could never move again")]
    [InlineData("4k4/N8/9/9/9/9/9/9/4K4 b - 1", "the Black knight on 9b could never move again")]
    [InlineData("4k4/9/9/9/9/9/9/n8/4K4 b - 1", "the White knight on 9h could never move again")]
    [InlineData("4k4/9/9/9/9/9/9/9/4K4 b 2R2r 1", "there are 4 of the piece R")]
    [InlineData("rrr1k4/9/9/9/9/9/9/9/4K4 b - 1", "there are 3 of the piece R")]
    [InlineData("4k4/9/9/9/4R4/9/9/9/4K4 b - 1", "could capture the king of White")]
    [InlineData("9/9/9/9/9/9/9/9/9 b - 1", "neither player has a king")]
    [InlineData("", "got 0 fields")]
    [InlineData("9/9 b -", "expected 9 ranks")]
    [InlineData("4k4/9/9/9/9/9/9/9/4K5 b - 1", "rank 9: expected 9 squares")]
    [InlineData("4k4/9/9/9/9/9/9/9/4K3 b - 1", "rank 9: expected 9 squares, got 8")]
    [InlineData("4k4/9/9/9/4x4/9/9/9/4K4 b - 1", "rank 5: expected a piece")]
    [InlineData("4k4/9/9/9/4+G4/9/9/9/4K4 b - 1", "'G' has no promoted side")]
    [InlineData("4k4/9/9/9/4K3+/9/9/9/9 b - 1", "rank 5: expected")]
    [InlineData("4k4/0/9/9/9/9/9/9/4K4 b - 1", "rank 2: expected")]
    [InlineData("4k4/9/9/9/9/9/9/9/4K4 x - 1", "expected the side to move, b or w, got 'x'")]
    [InlineData("4k4/9/9/9/9/9/9/9/4K4 b K 1", "expected held pieces")]
    [InlineData("4k4/9/9/9/9/9/9/9/4K4 b 19P 1", "expected a count of 1 to 18")]
    [InlineData("4k4/9/9/9/9/9/9/9/4K4 b 3R 1", "at most 2")]
    [InlineData("4k4/9/9/9/9/9/9/9/4K4 b 2 1", "expected a piece after the count")]
    [InlineData("4k4/9/9/9/9/9/9/9/4K4 b - 0", "expected a move number")]
    [InlineData("4k4/9/9/9/9/9/9/9/4K4 b - 1 1", "got 5 fields")]
    public void What_cannot_be_is_refused_with_the_reason(string sfen, string reason)
    {
        Assert.Contains(reason, Assert.Throws<NotationException>(() => Sfen.Parse(sfen)).Message);
    }

    [Theory]
    [InlineData(Sfen.Start)]
    [InlineData("R8/2K1S1SSk/4B4/9/9/9/9/9/1L1L1L3 b RBGSNLP3g3n17p 1")]
    [InlineData("7kl/7pp/9/7N1/9/9/9/9/9 b RBGS 77")]
    public void Good_positions_are_written_as_they_were_read(string sfen) => Assert.Equal(sfen, Sfen.Write(Sfen.Parse(sfen)));

    [Theory]
    [InlineData("sfen 4k4/9/9/9/9/9/9/9/4K4 b -")]
    [InlineData("  4k4/9/9/9/9/9/9/9/4K4   b  -  1 ")]
    public void The_move_number_may_be_missing_and_the_word_sfen_be_there(string text) =>
        Assert.Equal("4k4/9/9/9/9/9/9/9/4K4 b - 1", Sfen.Write(Sfen.Parse(text)));
}
