namespace Pawl.Runs.Model;

/// <summary>An attempt a worker just claimed, as it stood right after.</summary>
public sealed record ClaimedAttempt(Lease Lease, RunRecord Run, AttemptRecord Attempt);
