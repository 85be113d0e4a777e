namespace Pawl.Runs.Model;

/// <summary>One durable execution of a workload with a resolved spec, as the database holds it.</summary>
/// <param name="Id">26 characters, ULID-like: sortable by creation, unique across machines.</param>
/// <param name="SpecJson">The resolved spec, as its canonical JSON.</param>
/// <param name="CancelReason">Set once a cancel was asked for: <c>cancelled</c>; null otherwise.</param>
/// <param name="RetryOf">The run this one was started from by <c>pawl retry</c>.</param>
/// <param name="Progress">0..1, the last attempt's.</param>
public sealed record RunRecord(
    string Id,
    string Workload,
    string? Name,
    string? Profile,
    RunState State,
    string SpecJson,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    int Attempts,
    double Progress,
    string? Message,
    AttemptFailure? Failure,
    string? ResultJson,
    string? CancelReason,
    string? RetryOf
)
{
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <value>In the order the spec gave them; see <see cref="RunTag"/>.</value>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <value>True in the five end states, from which only a resume leads on.</value>
    public bool HasEnded => State.IsEnd();
}
