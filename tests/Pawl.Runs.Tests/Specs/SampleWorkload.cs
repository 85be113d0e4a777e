using System.Text.Json.Nodes;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Tests.Specs;

/// <summary>A workload of <see cref="SpecSample"/>'s schema that is never run.</summary>
internal sealed class SampleWorkload : IWorkload
{
    public string Name => SpecSample.Schema.Workload;

    public SpecSchema Schema => SpecSample.Schema;

    public IReadOnlyList<SpecProfile> Profiles => SpecSample.Profiles;

    public IEnumerable<SpecProblem> Check(ResolvedSpec spec) => [];

    public Task<JsonObject> RunAsync(IRunContext context, CancellationToken stop) => throw new NotSupportedException("It is never run.");
}
