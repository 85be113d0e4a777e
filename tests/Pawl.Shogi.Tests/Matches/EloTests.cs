using Pawl.Shogi.Matches;

namespace Pawl.Shogi.Tests.Matches;

public sealed class EloTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(400, 0.90909)]
    [InlineData(-191, 0.24983)]
    public void Expected_score_follows_the_logistic_curve_and_back(double difference, double score)
    {
        Assert.Equal(score, Elo.ExpectedScore(difference), 1e-5);
        Assert.Equal(difference, Elo.Difference(Elo.ExpectedScore(difference)), 1e-9);
    }

    /// <summary>
    /// 60 wins, 20 draws, 20 losses: mean 0.7; variance 0.6·0.09 + 0.2·0.04 + 0.2·0.49 = 0.16; error 0.04; so 0.7 ± 0.0784, and 147.19 Elo from
    /// 400·log10(0.6216/0.3784) = 86.22 to 400·log10(0.7784/0.2216) = 218.26.
    /// </summary>
    [Fact]
    public void Interval_of_single_games_is_what_the_hand_computes()
    {
        var scores = new ScoreDistribution([20, 20, 60]);
        var (low, elo, high) = Elo.Of(scores);

        Assert.Equal(0.04, scores.Error, 1e-12);
        Assert.Equal(147.19, elo, 0.01);
        Assert.Equal(86.22, low, 0.01);
        Assert.Equal(218.26, high, 0.01);
    }

    /// <summary>Every pair is split, as when the first move decides: single games vary, pairs do not at all.</summary>
    [Fact]
    public void Pairs_take_out_what_the_opening_decides()
    {
        Assert.Equal(0.25, new ScoreDistribution([50, 0, 50]).Variance, 1e-12);
        Assert.Equal(0, new ScoreDistribution([0, 0, 50, 0, 0]).Variance, 1e-12);
    }

    /// <summary>10 wins and 5 losses: (2/3 - 1/2)/sqrt(2/9/15) = 1.3693 standard errors, of which the normal distribution has 0.91454 below.</summary>
    [Fact]
    public void Likelihood_of_superiority_is_what_the_hand_computes()
    {
        Assert.Equal(0.91454, Elo.LikelihoodOfSuperiority(new ScoreDistribution([5, 0, 10])), 1e-5);
        Assert.Equal(1 - 0.91454, Elo.LikelihoodOfSuperiority(new ScoreDistribution([10, 0, 5])), 1e-5);
        Assert.Equal(0.5, Elo.LikelihoodOfSuperiority(new ScoreDistribution([0, 0, 0])));
    }

    /// <summary>Three of three: 0.025^(1/3) = 0.29240, which is -153.52 Elo; and 1 - 2^-4.</summary>
    [Fact]
    public void Scores_all_alike_say_little_but_not_nothing()
    {
        var (low, elo, high) = Elo.Of(new ScoreDistribution([0, 0, 3]));

        Assert.Equal(-153.52, low, 0.01);
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), (elo, high));
        Assert.Equal(153.52, Elo.Of(new ScoreDistribution([3, 0, 0])).High, 0.01);
        Assert.Equal((double.NegativeInfinity, 0, double.PositiveInfinity), Elo.Of(new ScoreDistribution([0, 3, 0])));
        Assert.Equal(15 / 16.0, Elo.LikelihoodOfSuperiority(new ScoreDistribution([0, 0, 3])), 1e-12);
    }

    [Fact]
    public void Interval_holds_the_truth_in_19_of_20_matches()
    {
        const int Matches = 2000;
        var random = new Random(7);
        var truth = Elo.Difference(0.55);
        var hits = 0;
        for (var match = 0; match < Matches; match++)
        {
            // A wins 40 %, draws 30 % and loses 30 %: a score of 0.55
            var counts = new int[3];
            for (var game = 0; game < 400; game++)
            {
                var roll = random.NextDouble();
                counts[
                    roll < 0.3 ? 0
                    : roll < 0.6 ? 1
                    : 2
                ]++;
            }

            var (low, _, high) = Elo.Of(new ScoreDistribution(counts));
            hits += low <= truth && truth <= high ? 1 : 0;
        }

        // four standard errors of the share: 4·sqrt(0.95·0.05/2000)
        Assert.InRange(hits / (double)Matches, 0.93, 0.97);
    }
}
