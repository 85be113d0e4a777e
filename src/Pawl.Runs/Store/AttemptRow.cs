using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>A row of <c>attempts</c>, column for column.</summary>
internal sealed class AttemptRow
{
    public const string Columns = """
        run_id AS RunId, number, state, queued_at AS QueuedAt, not_before AS NotBefore, started_at AS StartedAt, ended_at AS EndedAt,
        worker_id AS WorkerId, worker_machine AS WorkerMachine, worker_boot AS WorkerBoot, worker_process AS WorkerProcess,
        worker_start AS WorkerStart, host_process AS HostProcess, host_start AS HostStart, lease_expires_at AS LeaseExpiresAt,
        resumed_step AS ResumedStep, resumed_sha256 AS ResumedSha256, checkpoint_step AS CheckpointStep, gained_ground AS GainedGround,
        failure_kind AS FailureKind, failure_retryable AS FailureRetryable, failure_message AS FailureMessage,
        failure_stack AS FailureStack
        """;

    public string RunId { get; set; } = "";
    public int Number { get; set; }
    public string State { get; set; } = "";
    public long QueuedAt { get; set; }
    public long NotBefore { get; set; }
    public long? StartedAt { get; set; }
    public long? EndedAt { get; set; }
    public string? WorkerId { get; set; }
    public string? WorkerMachine { get; set; }
    public string? WorkerBoot { get; set; }
    public int? WorkerProcess { get; set; }
    public long? WorkerStart { get; set; }
    public int? HostProcess { get; set; }
    public long? HostStart { get; set; }
    public long? LeaseExpiresAt { get; set; }
    public long? ResumedStep { get; set; }
    public string? ResumedSha256 { get; set; }
    public long? CheckpointStep { get; set; }
    public long GainedGround { get; set; }
    public string? FailureKind { get; set; }
    public long? FailureRetryable { get; set; }
    public string? FailureMessage { get; set; }
    public string? FailureStack { get; set; }

    public AttemptState AttemptState => StateWords.ParseAttemptState(State);

    /// <summary>The worker that holds or held it; null before the first claim.</summary>
    public WorkerIdentity? Worker =>
        WorkerId is null ? null : new WorkerIdentity(WorkerId, WorkerMachine ?? "", WorkerBoot ?? "", WorkerProcess ?? 0, WorkerStart ?? 0);

    public AttemptRecord ToRecord() =>
        new(
            RunId,
            Number,
            AttemptState,
            UnixTime.At(QueuedAt),
            UnixTime.At(NotBefore),
            UnixTime.AtOrNull(StartedAt),
            UnixTime.AtOrNull(EndedAt),
            WorkerId,
            HostProcess,
            HostStart,
            UnixTime.AtOrNull(LeaseExpiresAt),
            ResumedStep,
            FailureColumns.Of(FailureKind, FailureRetryable, FailureMessage, FailureStack)
        )
        {
            ResumedSha256 = ResumedSha256,
            CheckpointStep = CheckpointStep,
        };
}
