using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Tests.Moves;

public sealed class PerftTests
{
    [Theory]
    [InlineData(Sfen.Start, 1, 30)]
    [InlineData(Sfen.Start, 2, 900)]
    [InlineData(Sfen.Start, 3, 25_470)]
    [InlineData("l6nl/5+P1gk/2np1S3/p1p4Pp/3P2Sp1/1PPb2P1P/P5GS1/R8/LN4bKL w RGgsn5p 1", 1, 207)]
    [InlineData("R8/2K1S1SSk/4B4/9/9/9/9/9/1L1L1L3 b RBGSNLP3g3n17p 1", 1, 593)]
    public void Leaves_are_as_known(string sfen, int depth, long leaves)
    {
        Assert.Equal(leaves, Perft.Count(Sfen.Parse(sfen), depth));
    }
}
