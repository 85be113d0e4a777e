using System.Text.Json.Nodes;
using Pawl.Runs.Specs;

namespace Pawl.Runs.Workloads;

/// <summary>A kind of work Pawl can run. One instance serves all runs of its kind in a process; it holds no run's state.</summary>
public interface IWorkload
{
    /// <summary>The word in the spec's <c>workload:</c>.</summary>
    string Name { get; }

    SpecSchema Schema { get; }

    /// <summary>Profiles that come with the workload.</summary>
    IReadOnlyList<SpecProfile> Profiles { get; }

    /// <summary>Rules across keys, such as "width is a multiple of heads". Runs once the single keys are valid, before the run exists.</summary>
    IEnumerable<SpecProblem> Check(ResolvedSpec spec);

    /// <summary>
    /// Does the work of one attempt, inside the host process. Starts from the last good checkpoint when the run folder has one.
    /// </summary>
    /// <param name="context">The run, its folder, and the channel to the worker.</param>
    /// <param name="stop">Cancelled when the worker asks to stop (see <see cref="IRunContext.StopReason"/>): save a checkpoint and
    /// throw <see cref="OperationCanceledException"/> within the grace period.</param>
    /// <returns>A small summary for the manifest and <c>runs show</c>, such as the final loss.</returns>
    /// <exception cref="SpecException">The spec proved wrong once the work had begun, such as a block longer than the data.</exception>
    /// <exception cref="WorkloadException">The work failed; says whether another attempt may help.</exception>
    Task<JsonObject> RunAsync(IRunContext context, CancellationToken stop);
}
