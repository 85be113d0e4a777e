using Pawl.Runs.Workers;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Harness.Seeding;

namespace Pawl.Web.Tests.Evolutions;

/// <summary>A run of workload <c>evolve</c> at work, in a test's own workbench, where the test may change it.</summary>
internal static class EvolvingRun
{
    public static async Task<SeedRun> StartAsync(Workbench bench)
    {
        var id = bench.Store.Create(EvolveSpec.NewRun("evolving")).Id;
        var run = new SeedRun(
            bench.Store,
            new SeedTime(TimeProvider.System.GetUtcNow()),
            bench.DataRoot,
            WorkerProcess.Identify(),
            id
        ).Start();
        await SeedEvolution.FillAsync(bench.DataRoot, id, TimeProvider.System);
        return run;
    }
}
