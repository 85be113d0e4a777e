using System.CommandLine;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl runs …</c>: everything about runs that exist.</summary>
internal static class RunsVerb
{
    public static Command Create() =>
        new("runs", "List, show and control runs")
        {
            RunsListVerb.Create(),
            RunsShowVerb.Create(),
            RunsLogsVerb.Create(),
            RunsMetricsVerb.Create(),
            RunsBundleVerb.Create(),
            CancelVerb.Create(),
            ResumeVerb.Create(),
            RetryVerb.Create(),
        };
}
