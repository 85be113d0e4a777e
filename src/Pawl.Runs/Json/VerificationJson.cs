using Pawl.Runs.Verification;

namespace Pawl.Runs.Json;

/// <summary>What a check of a run found, as <c>pawl verify --json</c> prints it. Clean means: everything is as it was written.</summary>
public sealed record VerificationJson(string Run, bool Clean, IReadOnlyList<VerificationFinding> Findings)
{
    public static VerificationJson Of(string runId, IReadOnlyList<VerificationFinding> findings) =>
        new(runId, findings.Count == 0, findings);
}
