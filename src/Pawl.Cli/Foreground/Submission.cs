using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;
using Pawl.Runs.Workloads.Command;

namespace Pawl.Cli.Foreground;

/// <summary>What the command line says to run.</summary>
/// <param name="Source">The spec file, or its equivalent in words of the command line.</param>
/// <param name="Profile">Name of a profile, or null for the file's own.</param>
/// <param name="Sets">Each <c>key=value</c>.</param>
internal sealed record Submission(SpecSource Source, string? Profile, IReadOnlyList<string> Sets)
{
    private const string WorkingFolderKey = "command.working_folder";

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

    /// <exception cref="SpecException">With every problem found.</exception>
    public (IWorkload Workload, ResolvedSpec Spec) Resolve(Invocation invocation)
    {
        var resolved = Workloads.Catalog.Resolve(Source, Profile, Sets, invocation.Home);
        return resolved.Workload is CommandWorkload && WorkingFolder(resolved.Spec) is { } folder
            ? Workloads.Catalog.Resolve(Source, Profile, [.. Sets, $"{WorkingFolderKey}={folder}"], invocation.Home)
            : resolved;
    }

    /// <summary>Resolves and checks the spec, then stores the run with its first attempt queued.</summary>
    /// <exception cref="SpecException">With every problem found; nothing was stored.</exception>
    public RunRecord Create(Invocation invocation)
    {
        var (_, spec) = Resolve(invocation);
        return invocation.Store.Create(NewRun.Of(spec), invocation.Actor);
    }

    /// <summary>
    /// Where a program starts, when the spec leaves it open: here, as a person who types its name expects, and not where a worker that
    /// happens to take the run was started. Null when the spec says it in full.
    /// </summary>
    private static string? WorkingFolder(ResolvedSpec spec)
    {
        var given = spec.TextOrNull(WorkingFolderKey) ?? ".";
        return Path.IsPathFullyQualified(given) ? null : Path.GetFullPath(given);
    }
}
