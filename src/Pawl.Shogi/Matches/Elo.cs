namespace Pawl.Shogi.Matches;

/// <summary>
/// The logistic scale of strength (A. Elo, "The Rating of Chessplayers, Past and Present", 1978): a difference d gives the expected score 1/(1 + 10^(-d/400)).
/// </summary>
public static class Elo
{
    /// <summary>Half the width of a 95 % interval in standard errors of a normal distribution.</summary>
    private const double Interval95 = 1.959963984540054;

    public static double ExpectedScore(double difference) => 1 / (1 + Math.Pow(10, -difference / 400));

    /// <param name="score">0 to 1; the ends give infinities.</param>
    public static double Difference(double score) => -400 * Math.Log10((1 / score) - 1);

    /// <summary>The strength of A over B with its 95 % interval: the Elo of the mean score, and of it less and more 1.96 standard errors.</summary>
    /// <returns>
    /// Infinite where every game was won or lost; so are the ends of the interval where it reaches beyond a score of 0 or 1. Scores that are all alike do not
    /// tell how they vary: the interval is open then, but for n of n won (or lost), which leave a share below 0.025^(1/n) unlikely (C. Clopper, E. Pearson,
    /// "The Use of Confidence or Fiducial Limits", 1934).
    /// </returns>
    public static (double Low, double Difference, double High) Of(ScoreDistribution scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Error == 0)
        {
            return AllAlike(scores);
        }

        var reach = Interval95 * scores.Error;
        return (
            Difference(Math.Clamp(scores.Mean - reach, 0, 1)),
            Difference(scores.Mean),
            Difference(Math.Clamp(scores.Mean + reach, 0, 1))
        );
    }

    private static (double Low, double Difference, double High) AllAlike(ScoreDistribution scores)
    {
        const double Tail = 0.025;
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        var bound = scores.Total == 0 ? 0 : Math.Pow(Tail, 1.0 / scores.Total);
        if (bound > 0 && scores.Mean == 1)
        {
            low = Difference(bound);
        }
        else if (bound > 0 && scores.Mean == 0)
        {
            high = Difference(1 - bound);
        }

        return (low, Difference(scores.Mean), high);
    }

    /// <summary>
    /// The likelihood that A is the stronger: that a normal distribution with the mean and standard error of the score is above ½. Where all n scores are alike,
    /// and not ½, it is that of a share of successes above ½ after n of n, every share being as likely before: 1 - 2^-(n+1).
    /// </summary>
    /// <returns>0 to 1; ½ when nothing is known.</returns>
    public static double LikelihoodOfSuperiority(ScoreDistribution scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Total == 0 || scores.Mean == 0.5)
        {
            return 0.5;
        }

        if (scores.Error > 0)
        {
            return NormalDistribution.Below((scores.Mean - 0.5) / scores.Error);
        }

        var unlikely = Math.Pow(2, -(scores.Total + 1));
        return scores.Mean > 0.5 ? 1 - unlikely : unlikely;
    }
}
