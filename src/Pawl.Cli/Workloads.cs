using Pawl.Evolutions;
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
}
