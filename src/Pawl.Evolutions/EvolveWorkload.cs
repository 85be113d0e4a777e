using System.Text.Json.Nodes;
using Pawl.Evolutions.Engine;
using Pawl.Evolutions.Reference;
using Pawl.Llm.Settings;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Evolutions;

/// <summary>Workload <c>evolve</c>: services in, an evolution a line out, by calls to a language model that are each paid once.</summary>
public sealed class EvolveWorkload : IWorkload
{
    public string Name => EvolveSchema.Workload;

    public SpecSchema Schema => EvolveSchema.Schema;

    public IReadOnlyList<SpecProfile> Profiles => EvolveSchema.Profiles;

    public IEnumerable<SpecProblem> Check(ResolvedSpec spec) => LlmRules.Check(spec);

    public async Task<JsonObject> RunAsync(IRunContext context, CancellationToken stop)
    {
        try
        {
            return await new EvolveRun(context).RunAsync(stop);
        }
        catch (ReferenceException fault)
        {
            throw new WorkloadException("reference", retryable: false, fault.Message, fault);
        }
    }
}
