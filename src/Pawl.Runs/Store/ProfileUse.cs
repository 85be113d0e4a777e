namespace Pawl.Runs.Store;

/// <summary>How often a profile was chosen for runs of one workload.</summary>
/// <param name="LastRun">Id of the newest of them.</param>
public sealed record ProfileUse(string Profile, string Workload, int Runs, string LastRun);
