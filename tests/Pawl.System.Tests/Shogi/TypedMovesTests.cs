using Pawl.Cli.Play;
using Pawl.Shogi.Notation;

namespace Pawl.System.Tests.Shogi;

public sealed class TypedMovesTests
{
    private const string Fight = "lnsgk1snl/6gr1/1ppp1B1pp/4ppp2/5b3/2P6/1P1PPPPPP/1R7/LNSGKGSNL b Pp 17";

    [Theory]
    [InlineData(Sfen.Start, "7g7f", "7g7f")]
    [InlineData(Sfen.Start, "7G7F", "7g7f")]
    [InlineData(Sfen.Start, "7776", "7g7f")]
    [InlineData(Sfen.Start, "7g-7f", "7g7f")]
    [InlineData(Sfen.Start, " 7g 7f ", "7g7f")]
    [InlineData(Sfen.Start, "p7f", "7g7f")]
    [InlineData(Sfen.Start, "76", "7g7f")]
    [InlineData(Fight, "4c2a", "")]
    [InlineData(Fight, "4c3b+", "4c3b+")]
    [InlineData(Fight, "4c3b", "4c3b")]
    [InlineData(Fight, "4c3b=", "4c3b")]
    [InlineData(Fight, "p*9d", "P*9d")]
    [InlineData(Fight, "P9d", "P*9d")]
    [InlineData(Sfen.Start, "5h", "4i5h 5i5h 6i5h 2h5h")]
    [InlineData(Sfen.Start, "7g7e", "")]
    [InlineData(Sfen.Start, "+", "")]
    [InlineData(Sfen.Start, "*", "")]
    [InlineData(Sfen.Start, "歩7六", "")]
    [InlineData(Sfen.Start, "++++++++++++++++++++++++++++", "")]
    public void Text_names_the_legal_moves_it_can_mean(string sfen, string text, string moves)
    {
        var found = TypedMoves.Find(Sfen.Parse(sfen), text).Select(move => move.ToString());
        Assert.Equal(moves.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), found.Order());
    }
}
