using Pawl.Shogi.Matches;

namespace Pawl.Shogi.Tests.Matches;

public sealed class SprtTests
{
    private static readonly SprtBounds ZeroToTen = new(0, 10, 0.05, 0.05);

    /// <summary>ln(0.05/0.95) and ln(0.95/0.05).</summary>
    [Fact]
    public void Bounds_are_those_of_Wald()
    {
        Assert.Equal(-2.94444, ZeroToTen.Lower, 1e-5);
        Assert.Equal(2.94444, ZeroToTen.Upper, 1e-5);
    }

    /// <summary>
    /// Two scores only leave a mean no freedom: the ratio is W·ln(s1/s0) + L·ln((1-s1)/(1-s0)); for 300 wins, 200 losses and the means 0.5 and 0.6 it is
    /// 300·ln(1.2) + 200·ln(0.8) = 10.0677. The draw that never came counts as a thousandth of one.
    /// </summary>
    [Fact]
    public void Ratio_without_draws_is_the_binomial_one()
    {
        var ratio = new ScoreDistribution([200, 0, 300]).LogLikelihoodRatio(0.5, 0.6);
        Assert.Equal((300 * Math.Log(1.2)) + (200 * Math.Log(0.8)), ratio, 1e-2);
    }

    /// <summary>Close means: n·(s1 - s0)·(2s - s0 - s1)/(2·variance), the normal approximation in Van den Bergh's notes.</summary>
    [Theory]
    [InlineData(300, 450, 310)]
    [InlineData(20, 130, 400, 150, 25)]
    public void Ratio_of_close_means_is_near_the_normal_one(params int[] counts)
    {
        var scores = new ScoreDistribution(counts);
        var (mean0, mean1) = (Elo.ExpectedScore(0), Elo.ExpectedScore(5));
        var normal = scores.Total * (mean1 - mean0) * ((2 * scores.Mean) - mean0 - mean1) / (2 * scores.Variance);

        Assert.Equal(normal, scores.LogLikelihoodRatio(mean0, mean1), 0.02);
    }

    [Fact]
    public void Ratio_turns_its_sign_with_the_hypotheses_and_with_the_players()
    {
        var scores = new ScoreDistribution([30, 40, 50]);
        var turned = new ScoreDistribution([50, 40, 30]);

        Assert.Equal(-scores.LogLikelihoodRatio(0.55, 0.5), scores.LogLikelihoodRatio(0.5, 0.55), 1e-9);
        Assert.Equal(scores.LogLikelihoodRatio(0.5, 0.55), -turned.LogLikelihoodRatio(0.45, 0.5), 1e-9);
    }

    [Theory]
    [InlineData(0, SprtState.Failed)]
    [InlineData(40, SprtState.Passed)]
    public void Test_errs_no_more_often_than_allowed(double truth, SprtState right)
    {
        const int Tests = 300;
        var bounds = new SprtBounds(0, 40, 0.05, 0.05);
        var random = new Random(11);
        var wrong = Enumerable.Range(0, Tests).Count(_ => Decide(bounds, truth, random) != right);

        // the bounds hold at most 5 %; four standard errors above it
        Assert.InRange(wrong, 0, 15 + (4 * Math.Sqrt(Tests * 0.05 * 0.95)));
    }

    /// <summary>Plays pairs of games, 40 % of them drawn, until the test ends.</summary>
    private static SprtState Decide(SprtBounds bounds, double elo, Random random)
    {
        const double Draws = 0.4;
        var wins = Elo.ExpectedScore(elo) - (Draws / 2);
        var (mean0, mean1) = (Elo.ExpectedScore(bounds.Elo0), Elo.ExpectedScore(bounds.Elo1));
        var counts = new int[5];
        while (true)
        {
            counts[Points() + Points()]++;
            var ratio = new ScoreDistribution(counts).LogLikelihoodRatio(mean0, mean1);
            if (ratio >= bounds.Upper || ratio <= bounds.Lower)
            {
                return ratio > 0 ? SprtState.Passed : SprtState.Failed;
            }
        }

        int Points() =>
            random.NextDouble() is var roll && roll < wins ? 2
            : roll < wins + Draws ? 1
            : 0;
    }
}
