using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;

namespace Pawl.Cli.Foreground;

/// <summary>What the command line says to run.</summary>
/// <param name="Source">The spec file, or its equivalent in words of the command line.</param>
/// <param name="Profile">Name of a profile, or null for the file's own.</param>
/// <param name="Sets">Each <c>key=value</c>.</param>
internal sealed record Submission(SpecSource Source, string? Profile, IReadOnlyList<string> Sets)
{
    /// <exception cref="CliException">There is no such file.</exception>
    public static SpecSource Load(string path)
    {
        try
        {
            return SpecSource.Load(path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.NotFound,
                $"Expected a spec file, got '{path}': {(fault is UnauthorizedAccessException ? "it cannot be read" : "there is none")}.",
                "To run a program without a spec file: pawl run -- PROGRAM ARGUMENTS…",
                fault
            );
        }
    }

    /// <summary>Resolves and checks the spec, then stores the run with its first attempt queued.</summary>
    /// <exception cref="SpecException">With every problem found; nothing was stored.</exception>
    public RunRecord Create(Invocation invocation)
    {
        var (workload, spec) = Workloads.Catalog.Resolve(Source, Profile, Sets, invocation.Home);
        return invocation.Store.Create(new NewRun(workload.Name, spec.Name, spec.Profile, SpecJson.Write(spec), RetryOf(spec), null));
    }

    private static RetryPolicy RetryOf(ResolvedSpec spec) =>
        new(
            (int)spec.Integer("retry.attempts"),
            spec.Duration("retry.backoff"),
            spec.Duration("retry.maximum_backoff"),
            spec.Number("retry.jitter"),
            spec.DurationOrNull("retry.deadline"),
            (int)spec.Integer("retry.interruptions")
        );
}
