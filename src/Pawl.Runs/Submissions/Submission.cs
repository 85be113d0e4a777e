using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Store;
using Pawl.Runs.Workloads;
using Pawl.Runs.Workloads.Command;

namespace Pawl.Runs.Submissions;

/// <summary>What someone asks to have run, on the command line or over the API.</summary>
/// <param name="Source">The spec file, or what stands for one.</param>
/// <param name="Profile">Name of a profile, or null for the file's own.</param>
/// <param name="Sets">Each <c>key=value</c>.</param>
public sealed record Submission(SpecSource Source, string? Profile, IReadOnlyList<string> Sets)
{
    /// <value>The workload, when the spec need not name it; null takes the spec's.</value>
    public string? Workload { get; init; }

    /// <value>Variables that may set keys, as <see cref="SpecEnvironment"/> says; null for what comes over the network, which the server's own must not change.</value>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <exception cref="SpecException">With every problem found.</exception>
    public (IWorkload Workload, ResolvedSpec Spec) Resolve(WorkloadCatalog workloads, string dataRoot)
    {
        var workload = Workload is { } named
            ? workloads.Get(named, "workload")
            : workloads.Get(SpecResolver.WorkloadOf(Source), Source.FileName);
        var spec = SpecResolver.Resolve(workload, Source, Profile, Sets, dataRoot, Environment);
        return workload is CommandWorkload && WorkingFolder(spec) is { } folder
            ? (
                workload,
                SpecResolver.Resolve(workload, Source, Profile, [.. Sets, $"{CommandSchema.WorkingFolder}={folder}"], dataRoot, Environment)
            )
            : (workload, spec);
    }

    /// <summary>Resolves and checks the spec.</summary>
    /// <exception cref="SpecException">With every problem found.</exception>
    public NewRun ToRun(WorkloadCatalog workloads, string dataRoot) => NewRun.Of(Resolve(workloads, dataRoot).Spec);

    /// <summary>Resolves and checks the spec, then stores the run with its first attempt queued.</summary>
    /// <param name="by">Who asked; stands in the event.</param>
    /// <exception cref="SpecException">With every problem found; nothing was stored.</exception>
    public RunRecord Create(WorkloadCatalog workloads, string dataRoot, RunStore store, Actor? by) =>
        store.Create(ToRun(workloads, dataRoot), by);

    /// <summary>
    /// Where a program starts, when the spec leaves it open: here, as a person who types its name expects, and not where a worker that
    /// happens to take the run was started. Null when the spec says it in full.
    /// </summary>
    private static string? WorkingFolder(ResolvedSpec spec)
    {
        var given = spec.TextOrNull(CommandSchema.WorkingFolder) ?? ".";
        return Path.IsPathFullyQualified(given) ? null : Path.GetFullPath(given);
    }
}
