namespace Pawl.Runs.Model;

/// <summary>How much work waits for a worker.</summary>
/// <param name="Length">Queued attempts, those whose backoff still runs included.</param>
/// <param name="Due">Those a worker could take now.</param>
/// <param name="OldestDueAt">Since when the longest of these could have been taken; null when none is due.</param>
/// <param name="Running">Attempts under way.</param>
public sealed record QueueState(int Length, int Due, DateTimeOffset? OldestDueAt, int Running);
