namespace Pawl.Shogi.Matches;

/// <summary>The normal distribution with mean 0 and variance 1.</summary>
internal static class NormalDistribution
{
    /// <summary>
    /// The chance of a value below <paramref name="x"/>: M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 1964, formula 26.2.17, whose error is
    /// below 7.5e-8.
    /// </summary>
    public static double Below(double x)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        var polynomial = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        var above = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * polynomial;
        return x >= 0 ? 1 - above : above;
    }
}
