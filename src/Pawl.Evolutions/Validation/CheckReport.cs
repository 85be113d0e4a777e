namespace Pawl.Evolutions.Validation;

/// <summary>What a validation or preflight looked at, in the order it did.</summary>
public sealed record CheckReport(IReadOnlyList<Check> Checks)
{
    /// <summary>Kept of one check: a file of a million bad lines needs no million of findings.</summary>
    public const int MostFindings = 1000;

    public bool IsGood => Checks.All(check => check.IsGood);
}
