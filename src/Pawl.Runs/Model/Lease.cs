namespace Pawl.Runs.Model;

/// <summary>A worker's claim on one attempt. Every write under it is refused once another attempt of the run replaced it.</summary>
public sealed record Lease(string RunId, int Attempt, string WorkerId);
