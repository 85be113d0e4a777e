using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Tests.Moves;

public sealed class PerftTests
{
    private const string Drops = "l6nl/5+P1gk/2np1S3/p1p4Pp/3P2Sp1/1PPb2P1P/P5GS1/R8/LN4bKL w RGgsn5p 1";
    private const string MostMoves = "R8/2K1S1SSk/4B4/9/9/9/9/9/1L1L1L3 b RBGSNLP3g3n17p 1";

    [Theory]
    [InlineData(Sfen.Start, 0, 1)]
    [InlineData(Sfen.Start, 1, 30)]
    [InlineData(Sfen.Start, 2, 900)]
    [InlineData(Sfen.Start, 3, 25_470)]
    [InlineData(Sfen.Start, 4, 719_731)]
    [InlineData(Sfen.Start, 5, 19_861_490)]
    [InlineData(Sfen.Start, 6, 547_581_517)]
    [InlineData(Drops, 1, 207)]
    [InlineData(Drops, 2, 28_684)]
    [InlineData(Drops, 3, 4_809_015)]
    [InlineData(Drops, 4, 516_925_165)]
    [InlineData(MostMoves, 1, 593)]
    [InlineData(MostMoves, 2, 105_677)]
    [InlineData(MostMoves, 3, 53_393_368)]
    public void Leaves_are_as_known(string sfen, int depth, long leaves) => Assert.Equal(leaves, Perft.Count(Sfen.Parse(sfen), depth));

    [Theory]
    [InlineData(Sfen.Start, 4, 719_731)]
    [InlineData(Drops, 3, 4_809_015)]
    [InlineData(MostMoves, 2, 105_677)]
    public void Leaves_listed_are_as_many_as_counted(string sfen, int depth, long leaves) =>
        Assert.Equal(leaves, Perft.Count(Sfen.Parse(sfen), depth, listsLeaves: true));

    [Fact]
    public void The_position_is_as_before_afterwards()
    {
        var position = Sfen.Parse(Drops);
        var key = position.Key;

        Perft.Count(position, 3);

        Assert.Equal((Drops, key, 0), (position.ToString(), position.Key, position.Plies));
    }
}
