using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>The four columns a failure takes in <c>runs</c> and <c>attempts</c>; all null when there is none.</summary>
internal static class FailureColumns
{
    public static AttemptFailure? Of(string? kind, long? retryable, string? message, string? stack) =>
        kind is null ? null : new AttemptFailure(kind, retryable == 1, message ?? "", stack);
}
