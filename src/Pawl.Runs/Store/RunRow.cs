using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>A row of <c>runs</c>, column for column.</summary>
internal sealed class RunRow
{
    public const string Columns = """
        id, workload, name, profile, state, spec_json AS SpecJson, created_at AS CreatedAt, started_at AS StartedAt, ended_at AS EndedAt,
        attempts, progress, message, failure_kind AS FailureKind, failure_retryable AS FailureRetryable,
        failure_message AS FailureMessage, failure_stack AS FailureStack, result_json AS ResultJson, cancel_reason AS CancelReason,
        retry_of AS RetryOf, retry_attempts AS RetryAttempts, retry_backoff AS RetryBackoff,
        retry_maximum_backoff AS RetryMaximumBackoff, retry_jitter AS RetryJitter, retry_deadline AS RetryDeadline,
        retry_interruptions AS RetryInterruptions, budget_at AS BudgetAt, budget_attempt AS BudgetAttempt,
        tags AS TagText, event_count AS EventCount, event_head AS EventHead
        """;

    public string Id { get; set; } = "";
    public string Workload { get; set; } = "";
    public string? Name { get; set; }
    public string? Profile { get; set; }
    public string State { get; set; } = "";
    public string SpecJson { get; set; } = "";
    public long CreatedAt { get; set; }
    public long? StartedAt { get; set; }
    public long? EndedAt { get; set; }
    public int Attempts { get; set; }
    public double Progress { get; set; }
    public string? Message { get; set; }
    public string? FailureKind { get; set; }
    public long? FailureRetryable { get; set; }
    public string? FailureMessage { get; set; }
    public string? FailureStack { get; set; }
    public string? ResultJson { get; set; }
    public string? CancelReason { get; set; }
    public string? RetryOf { get; set; }
    public int RetryAttempts { get; set; }
    public long RetryBackoff { get; set; }
    public long RetryMaximumBackoff { get; set; }
    public double RetryJitter { get; set; }
    public long? RetryDeadline { get; set; }
    public int RetryInterruptions { get; set; }
    public long BudgetAt { get; set; }
    public int BudgetAttempt { get; set; }
    public string TagText { get; set; } = "";
    public long EventCount { get; set; }
    public string EventHead { get; set; } = "";

    public RunState RunState => StateWords.ParseRunState(State);

    public RetryPolicy Policy =>
        new(
            RetryAttempts,
            TimeSpan.FromMilliseconds(RetryBackoff),
            TimeSpan.FromMilliseconds(RetryMaximumBackoff),
            RetryJitter,
            RetryDeadline is { } deadline ? TimeSpan.FromMilliseconds(deadline) : null,
            RetryInterruptions
        );

    public RunRecord ToRecord() =>
        new(
            Id,
            Workload,
            Name,
            Profile,
            RunState,
            SpecJson,
            UnixTime.At(CreatedAt),
            UnixTime.AtOrNull(StartedAt),
            UnixTime.AtOrNull(EndedAt),
            Attempts,
            Progress,
            Message,
            FailureColumns.Of(FailureKind, FailureRetryable, FailureMessage, FailureStack),
            ResultJson,
            CancelReason,
            RetryOf
        )
        {
            Retry = Policy,
            Tags = TagColumn.Read(TagText),
        };
}
