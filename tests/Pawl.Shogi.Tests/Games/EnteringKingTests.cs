using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Tests.Games;

public sealed class EnteringKingTests
{
    /// <summary>King and ten others in the camp, two of them large: 5 + 5 + 8 = 18 there, and the hand.</summary>
    private const string Camp = "K+R+B+P+P+P+P+P+P/+P+P7/9/9/9/9/9/9/8k b {0} 1";

    [Theory]
    [InlineData("RB", EnteringKingRule.Points27, true)] // 18 + 10 = 28
    [InlineData("R4P", EnteringKingRule.Points27, false)] // 27: Black needs 28
    [InlineData("RB", EnteringKingRule.None, false)]
    [InlineData("RB3P", EnteringKingRule.Points24, true)] // 31
    public void Black_wins_with_points_enough(string hand, EnteringKingRule rule, bool wins)
    {
        var end = EnteringKing.Judge(Sfen.Parse(Camp.Replace("{0}", hand, StringComparison.Ordinal)), rule);

        Assert.Equal(wins ? new GameEnd(Color.Black, EndReason.EnteringKing) : null, end);
    }

    [Theory]
    [InlineData("R3P")] // 26 would do for neither by 27 points, and draws by 24
    [InlineData("RB2P")] // 30
    public void Between_24_and_30_points_the_24_point_rule_draws(string hand) =>
        Assert.Equal(
            new GameEnd(null, EndReason.Impasse),
            EnteringKing.Judge(Sfen.Parse(Camp.Replace("{0}", hand, StringComparison.Ordinal)), EnteringKingRule.Points24)
        );

    [Fact]
    public void White_wins_with_27_by_the_27_point_rule()
    {
        // the camp of above turned round, with R and four pawns in hand
        var position = Sfen.Parse("K8/9/9/9/9/9/9/7+p+p/+p+p+p+p+p+p+b+rk w r4p 1");

        Assert.Equal((10, 27), EnteringKing.CampOf(position, Color.White));
        Assert.Equal(new GameEnd(Color.White, EndReason.EnteringKing), EnteringKing.Judge(position, EnteringKingRule.Points27));
    }

    [Theory]
    [InlineData("K+R+B+P+P+P+P+P+P/+P8/9/9/9/9/9/9/8k b RB4P 1")] // nine pieces in the camp
    [InlineData("1+R+B+P+P+P+P+P+P/+P+P7/9/K8/9/9/9/9/8k b RB 1")] // the king outside
    [InlineData("K+R+B+P+P+P+P+P+P/g+P+P6/9/9/9/9/9/9/8k b RB 1")] // in check
    public void Each_condition_counts(string sfen) => Assert.Null(EnteringKing.Judge(Sfen.Parse(sfen), EnteringKingRule.Points27));

    [Fact]
    public void A_declaration_that_does_not_hold_loses()
    {
        var game = new Game(Position.Start());
        game.Declare();

        Assert.Equal(new GameEnd(Color.White, EndReason.IllegalMove), game.End);
    }
}
