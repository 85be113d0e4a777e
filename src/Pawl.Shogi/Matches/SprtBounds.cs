namespace Pawl.Shogi.Matches;

/// <summary>
/// A sequential test (A. Wald, "Sequential Tests of Statistical Hypotheses", 1945) of two strengths of A over B. It ends when the logarithm of the
/// likelihood ratio leaves the bounds ln(β/(1-α)) and ln((1-β)/α).
/// </summary>
/// <param name="Elo0">The strength that is rejected when the test passes: below <paramref name="Elo1"/>.</param>
/// <param name="Elo1">The strength that is rejected when the test fails.</param>
/// <param name="Alpha">The chance of passing with strength <paramref name="Elo0"/>; above 0 and below 0.5.</param>
/// <param name="Beta">The chance of failing with strength <paramref name="Elo1"/>; above 0 and below 0.5.</param>
public sealed record SprtBounds(double Elo0, double Elo1, double Alpha, double Beta)
{
    /// <summary>5 % for both errors, as engine tests have it.</summary>
    public const double DefaultError = 0.05;

    public double Lower => Math.Log(Beta / (1 - Alpha));

    public double Upper => Math.Log((1 - Beta) / Alpha);
}
