namespace Pawl.Runs.Verification;

/// <summary>One thing about a run that is not as it must be.</summary>
/// <param name="What">What was checked: <c>event chain</c>, <c>history</c>, <c>artifact</c>, <c>checkpoint</c>, <c>journal</c>, <c>manifest</c>.</param>
/// <param name="Where">The file, relative to the data root, or the database row.</param>
public sealed record VerificationFinding(string What, string Where, string Expected, string Actual)
{
    public override string ToString() => $"{What}: {Where}: expected {Expected}, got {Actual}";
}
