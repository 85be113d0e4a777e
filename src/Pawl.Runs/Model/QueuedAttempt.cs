namespace Pawl.Runs.Model;

/// <summary>An attempt nobody has claimed yet.</summary>
/// <param name="NotBefore">When it may be claimed: a retry waits until then.</param>
public sealed record QueuedAttempt(string RunId, int Number, DateTimeOffset NotBefore);
