using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>The columns of <c>runs</c> that lists show.</summary>
internal sealed class SummaryRow
{
    public string Id { get; set; } = "";
    public string Workload { get; set; } = "";
    public string? Name { get; set; }
    public string? Profile { get; set; }
    public string TagText { get; set; } = "";
    public string State { get; set; } = "";
    public long CreatedAt { get; set; }
    public long? StartedAt { get; set; }
    public long? EndedAt { get; set; }
    public int Attempts { get; set; }
    public double Progress { get; set; }
    public string? Message { get; set; }
    public string? FailureKind { get; set; }
    public long? FailureRetryable { get; set; }
    public string? FailureMessage { get; set; }
    public string? CancelReason { get; set; }
    public string? RetryOf { get; set; }
    public long? ReportedAt { get; set; }

    public RunSummary ToSummary() =>
        new(
            Id,
            Workload,
            Name,
            Profile,
            StateWords.ParseRunState(State),
            TagColumn.Read(TagText),
            UnixTime.At(CreatedAt),
            UnixTime.AtOrNull(StartedAt),
            UnixTime.AtOrNull(EndedAt),
            Attempts,
            Progress,
            Message,
            FailureColumns.Of(FailureKind, FailureRetryable, FailureMessage, null),
            CancelReason,
            RetryOf,
            UnixTime.AtOrNull(ReportedAt)
        );
}
