namespace Pawl.Runs.Model;

/// <summary>A run as lists show it: all of <see cref="RunRecord"/> but its spec, its result and the stack of its failure.</summary>
/// <param name="Failure">Without a stack.</param>
/// <param name="ReportedAt">When a worker last reported progress or metrics.</param>
public sealed record RunSummary(
    string Id,
    string Workload,
    string? Name,
    string? Profile,
    RunState State,
    IReadOnlyList<string> Tags,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    int Attempts,
    double Progress,
    string? Message,
    AttemptFailure? Failure,
    string? CancelReason,
    string? RetryOf,
    DateTimeOffset? ReportedAt
);
