using Pawl.Runs.Model;

namespace Pawl.Web.Tests.Harness.Seeding;

/// <summary>Runs of workload <c>evolve</c>.</summary>
internal static class EvolveSpec
{
    public static NewRun NewRun(string name) =>
        new(
            "evolve",
            name,
            null,
            """{"workload":"evolve","input":"services.jsonl","provider":{"kind":"offline"}}""",
            RetryPolicy.Default,
            null
        );
}
