using Pawl.Runs.Model;
using Pawl.Runs.Specs;

namespace Pawl.Web.Tests.Harness.Seeding;

/// <summary>Runs of workload <c>evolve</c>.</summary>
internal static class EvolveSpec
{
    private const string Yaml = "workload: evolve\ninput: /srv/libraries/services.jsonl\nprovider:\n  kind: offline\n";

    public static NewRun NewRun(string name)
    {
        var (_, spec) = Workbench.Workloads.Resolve(new SpecSource(Yaml, "evolve.yaml"), null, [$"name={name}"], null);
        return Runs.Model.NewRun.Of(spec);
    }
}
