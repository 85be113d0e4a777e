namespace Pawl.Runs.Workloads;

public enum RunLogLevel
{
    Debug,
    Info,
    Warning,
    Error,

    /// <summary>A line the program wrote to its standard output.</summary>
    Output,

    /// <summary>A line the program wrote to its standard error.</summary>
    ErrorOutput,
}
