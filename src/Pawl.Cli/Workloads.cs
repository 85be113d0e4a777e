using Pawl.Evolutions;
using Pawl.Runs.Workers;
using Pawl.Runs.Workloads;
using Pawl.Runs.Workloads.Command;
using Pawl.Text;

namespace Pawl.Cli;

/// <summary>The workloads this program is composed of.</summary>
internal static class Workloads
{
    /// <summary>Made at first use: most verbs never need it.</summary>
    public static WorkloadCatalog Catalog => Lazily.Value;

    private static Lazy<WorkloadCatalog> Lazily { get; } =
        new(() => new WorkloadCatalog([new CommandWorkload(), new TextWorkload(), new EvolveWorkload()]));

    /// <summary>How a worker of this program starts hosts.</summary>
    public static HostLauncher Hosts() =>
        HostLauncher.OfThisProgram() with
        {
            Variables = new Dictionary<string, IReadOnlyDictionary<string, string>> { [EvolveSchema.Workload] = OfCalls },
        };

    /// <summary>
    /// For processes that mostly call models: many methods run some thousands of times each, so that counting how they run (profile-guided
    /// recompilation) costs more than it brings. Measured in bench/results/llm.md; moves of Shogi lose a quarter without it, so it stays on elsewhere.
    /// </summary>
    public static IReadOnlyDictionary<string, string> OfCalls { get; } = new Dictionary<string, string> { ["DOTNET_TieredPGO"] = "0" };
}
