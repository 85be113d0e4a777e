using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Hosting.Host;

/// <summary>Turns what a workload threw into the <c>error</c> frame: its kind, and whether another attempt may help.</summary>
internal static class WorkloadErrors
{
    /// <value>errno of a full disk, which .NET passes on as the HResult of the IOException.</value>
    private const int NoSpace = 28;

    public static ErrorFrame Frame(Exception error, string? stopReason)
    {
        var (kind, retryable) = error switch
        {
            WorkloadException work => (work.Kind, work.Retryable),
            // The worker knows why it asked; a retry is not what ends a stop.
            OperationCanceledException when stopReason is not null => (stopReason, false),
            SpecException => (AttemptFailure.Configuration, false),
            OutOfMemoryException => ("out_of_memory", false),
            FileNotFoundException or DirectoryNotFoundException => ("file_not_found", false),
            UnauthorizedAccessException => ("permission", false),
            IOException full when full.HResult == NoSpace => ("disk_full", false),
            // Shared file systems and networks fail for a moment; the attempt cap bounds the tries where they do not.
            IOException => ("io", true),
            HttpRequestException => ("network", true),
            _ => (error.GetType().Name, false),
        };
        return new ErrorFrame(
            Cut(kind, ProtocolLimits.MaximumNameLength),
            retryable,
            Cut(error.Message, ProtocolLimits.MaximumTextLength),
            Cut(error.ToString(), ProtocolLimits.MaximumTextLength)
        );
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
