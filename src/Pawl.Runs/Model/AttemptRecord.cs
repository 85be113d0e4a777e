namespace Pawl.Runs.Model;

/// <summary>One try at a run by one worker under one lease.</summary>
/// <param name="Number">From 1; also the fence that every write of its worker carries.</param>
/// <param name="NotBefore">Earliest time it may be claimed: now, or after the backoff of a retry.</param>
/// <param name="ResumedStep">Step of the checkpoint it went on from; null until the host said so.</param>
public sealed record AttemptRecord(
    string RunId,
    int Number,
    AttemptState State,
    DateTimeOffset QueuedAt,
    DateTimeOffset NotBefore,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? WorkerId,
    int? HostProcessId,
    long? HostStartTicks,
    DateTimeOffset? LeaseExpiresAt,
    long? ResumedStep,
    AttemptFailure? Failure
)
{
    /// <value>Hash of the checkpoint it went on from; null at a start from nothing or before the host said so.</value>
    public string? ResumedSha256 { get; init; }

    /// <value>Step of the last checkpoint this attempt saved; null while it saved none.</value>
    public long? CheckpointStep { get; init; }
}
