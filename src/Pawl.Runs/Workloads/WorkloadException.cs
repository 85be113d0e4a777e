namespace Pawl.Runs.Workloads;

/// <summary>A failure of the work itself, told to the worker with its kind and whether another attempt may help.</summary>
/// <param name="kind">A stable word such as <c>exit_code</c>, <c>data</c>, <c>out_of_memory</c>.</param>
/// <param name="retryable">True when the same spec may succeed on another attempt.</param>
public sealed class WorkloadException(string kind, bool retryable, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Kind { get; } = kind;

    public bool Retryable { get; } = retryable;
}
