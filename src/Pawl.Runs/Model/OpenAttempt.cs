namespace Pawl.Runs.Model;

/// <summary>An attempt that waits for a worker or runs under one.</summary>
/// <param name="NotBefore">Earliest time it may be claimed.</param>
/// <param name="WorkerId">Null while it is queued.</param>
public sealed record OpenAttempt(
    string RunId,
    string? Name,
    string Workload,
    int Number,
    DateTimeOffset QueuedAt,
    DateTimeOffset NotBefore,
    string? WorkerId,
    DateTimeOffset? StartedAt,
    double Progress
);
