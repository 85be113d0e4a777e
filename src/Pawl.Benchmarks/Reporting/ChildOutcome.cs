namespace Pawl.Benchmarks.Reporting;

/// <summary>What a child left.</summary>
public sealed record ChildOutcome(int ExitCode, string Output, string Error)
{
    /// <summary>The last line of its complaints, which in a stack of Python's is the one that names the fault.</summary>
    public string LastComplaint =>
        Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no output";
}
