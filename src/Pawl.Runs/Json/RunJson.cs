using System.Text.Json.Nodes;
using Pawl.Runs.Model;

namespace Pawl.Runs.Json;

/// <summary>A run, as <c>runs ls --json</c> and every verb that changes one prints it. Times are ISO 8601 in UTC; progress is 0..1.</summary>
public sealed record RunJson(
    string Id,
    string Workload,
    string? Name,
    string? Profile,
    IReadOnlyList<string> Tags,
    string State,
    double Progress,
    string? Message,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? CancelReason,
    string? RetryOf,
    FailureJson? Failure,
    JsonNode? Result
)
{
    public static RunJson Of(RunRecord run) =>
        new(
            run.Id,
            run.Workload,
            run.Name,
            run.Profile,
            run.Tags,
            run.State.Word(),
            run.Progress,
            run.Message,
            run.Attempts,
            run.CreatedAt,
            run.StartedAt,
            run.EndedAt,
            run.CancelReason,
            run.RetryOf,
            FailureJson.Of(run.Failure),
            run.ResultJson is null ? null : JsonNode.Parse(run.ResultJson)
        );
}

/// <summary>Why a run or attempt did not succeed.</summary>
public sealed record FailureJson(string Kind, bool Retryable, string Message)
{
    public static FailureJson? Of(AttemptFailure? failure) =>
        failure is null ? null : new FailureJson(failure.Kind, failure.Retryable, failure.Message);
}

/// <summary>One try at a run.</summary>
public sealed record AttemptJson(
    int Number,
    string State,
    DateTimeOffset QueuedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Worker,
    int? HostProcess,
    long? ResumedStep,
    long? CheckpointStep,
    FailureJson? Failure
)
{
    public static AttemptJson Of(AttemptRecord attempt) =>
        new(
            attempt.Number,
            attempt.State.Word(),
            attempt.QueuedAt,
            attempt.StartedAt,
            attempt.EndedAt,
            attempt.WorkerId,
            attempt.HostProcessId,
            attempt.ResumedStep,
            attempt.CheckpointStep,
            FailureJson.Of(attempt.Failure)
        );
}

/// <summary>A file a run left; its path is absolute.</summary>
public sealed record ArtifactJson(string Path, string Kind, string MediaType, long Size, string Sha256, int Attempt);

/// <summary>A checkpoint that is still on disk; its path is absolute.</summary>
public sealed record CheckpointJson(long Step, string Path, string Sha256, int Attempt);

/// <summary><c>runs show --json</c>.</summary>
public sealed record RunDetailsJson(
    RunJson Run,
    JsonNode? Spec,
    IReadOnlyList<AttemptJson> Attempts,
    IReadOnlyList<CheckpointJson> Checkpoints,
    IReadOnlyList<ArtifactJson> Artifacts,
    string Folder,
    string Manifest
)
{
    /// <value>Why nobody works on it, in a sentence; null while somebody does and once it has ended.</value>
    public string? WaitReason { get; init; }
}

/// <summary>A line of <c>runs logs --json</c>.</summary>
public sealed record LogLineJson(DateTimeOffset At, int Attempt, string Level, string Line);

/// <summary>A line of <c>runs metrics --json</c>.</summary>
public sealed record MetricJson(int Attempt, long Step, string Name, double Value, DateTimeOffset At);

/// <summary>A line of <c>events --json</c>.</summary>
public sealed record EventJson(
    long Position,
    string Run,
    long Sequence,
    DateTimeOffset At,
    string Type,
    int Attempt,
    JsonNode? Data,
    string Hash
);
