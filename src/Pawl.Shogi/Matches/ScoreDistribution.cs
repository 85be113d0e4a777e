namespace Pawl.Shogi.Matches;

/// <summary>
/// How often each score came: of single games (three scores: 0, ½, 1) or of pairs of games with the same opening and swapped colours (five: 0, ¼, ½, ¾, 1 of
/// both). Pairs say more, since the two games of an unequal opening vary in opposite ways.
/// </summary>
public sealed class ScoreDistribution
{
    private readonly double[] _counts;

    /// <param name="counts">(3) or (5), by score from 0 up.</param>
    public ScoreDistribution(IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Count is not (3 or 5) || counts.Any(count => count < 0))
        {
            throw new ArgumentException($"expected 3 or 5 counts, none below 0, got {string.Join(' ', counts)}", nameof(counts));
        }

        _counts = [.. counts.Select(count => (double)count)];
        Total = counts.Sum();
        for (var index = 0; index < _counts.Length; index++)
        {
            Mean += Value(index) * _counts[index] / Math.Max(1, Total);
        }

        for (var index = 0; index < _counts.Length; index++)
        {
            Variance += (Value(index) - Mean) * (Value(index) - Mean) * _counts[index] / Math.Max(1, Total);
        }
    }

    /// <value>Games or pairs.</value>
    public int Total { get; }

    /// <value>0 to 1; 0 when there is nothing yet.</value>
    public double Mean { get; }

    /// <value>Of one game or pair.</value>
    public double Variance { get; }

    /// <value>The standard error of the mean.</value>
    public double Error => Total == 0 ? 0 : Math.Sqrt(Variance / Total);

    /// <summary>
    /// The logarithm of the likelihood ratio of two means, each with the likeliest distribution that has it: the generalized sequential probability ratio test
    /// (M. Van den Bergh, "The Generalized Maximum Likelihood Ratio for the Expectation Value of a Distribution", proposition 1.1, which fishtest uses).
    /// </summary>
    /// <param name="mean0">Above 0, below 1.</param>
    /// <param name="mean1">Above 0, below 1.</param>
    public double LogLikelihoodRatio(double mean0, double mean1)
    {
        // a score that never came would make a distribution with the mean impossible: each counts as seen a thousandth of a time
        const double Unseen = 1e-3;
        var counts = _counts.Select(count => count == 0 ? Unseen : count).ToArray();
        var total = counts.Sum();
        var (tilt0, tilt1) = (Tilt(counts, total, mean0), Tilt(counts, total, mean1));
        var ratio = 0.0;
        for (var index = 0; index < counts.Length; index++)
        {
            ratio += counts[index] * Math.Log((1 + (tilt0 * (Value(index) - mean0))) / (1 + (tilt1 * (Value(index) - mean1))));
        }

        return Total == 0 ? 0 : ratio;
    }

    private double Value(int index) => (double)index / (_counts.Length - 1);

    /// <summary>
    /// The likeliest distribution with mean s has the chances q/(1 + θ(a - s)), q being the share seen of the value a, where θ solves Σ q(a - s)/(1 + θ(a - s)) =
    /// 0. The sum falls as θ grows, from +∞ to -∞ between the θ at which a chance becomes infinite, so halving finds the root.
    /// </summary>
    private double Tilt(double[] counts, double total, double mean)
    {
        var (low, high) = (-1 / (1 - mean), 1 / mean);
        for (var round = 0; round < 100; round++)
        {
            var middle = (low + high) / 2;
            var sum = 0.0;
            for (var index = 0; index < counts.Length; index++)
            {
                var distance = Value(index) - mean;
                sum += counts[index] / total * distance / (1 + (middle * distance));
            }

            (low, high) = sum > 0 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
