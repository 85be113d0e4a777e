namespace Pawl.Runs.Workloads;

/// <summary>The words that stand for the log levels in journals, on the wire and in <c>--json</c> output.</summary>
public static class RunLogLevelName
{
    public static string Of(RunLogLevel level) =>
        level switch
        {
            RunLogLevel.Debug => "debug",
            RunLogLevel.Info => "info",
            RunLogLevel.Warning => "warning",
            RunLogLevel.Error => "error",
            RunLogLevel.Output => "output",
            RunLogLevel.ErrorOutput => "error_output",
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a log level."),
        };

    public static bool TryParse(string name, out RunLogLevel level)
    {
        RunLogLevel? parsed = name switch
        {
            "debug" => RunLogLevel.Debug,
            "info" => RunLogLevel.Info,
            "warning" => RunLogLevel.Warning,
            "error" => RunLogLevel.Error,
            "output" => RunLogLevel.Output,
            "error_output" => RunLogLevel.ErrorOutput,
            _ => null,
        };
        level = parsed ?? RunLogLevel.Info;
        return parsed is not null;
    }

    /// <summary>An unknown word, such as a newer version's, reads as <see cref="RunLogLevel.Info"/>.</summary>
    public static RunLogLevel Parse(string name) => TryParse(name, out var level) ? level : RunLogLevel.Info;
}
