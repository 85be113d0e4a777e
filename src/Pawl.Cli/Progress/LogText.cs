using Pawl.Runs.Durability;
using Pawl.Runs.Workloads;

namespace Pawl.Cli.Progress;

/// <summary>How a log line reads: what a program printed stands as it was, what Pawl says of it is marked by its level.</summary>
internal static class LogText
{
    public static string Of(LogLine line) =>
        line.Level switch
        {
            RunLogLevel.Warning => $"warning: {line.Line}",
            RunLogLevel.Error => $"error: {line.Line}",
            _ => line.Line,
        };

    public static bool IsShown(LogLine line) => line.Level != RunLogLevel.Debug;
}
