using Pawl.Runs.Model;
using Pawl.Web.Live;
using Pawl.Web.Views.Evolutions;

namespace Pawl.Web.Views.Run;

/// <summary>The tabs of the page of one run, in their order. The first one stands at <c>/runs/ID</c>, the others at <c>/runs/ID/NAME</c>.</summary>
internal static class RunTabs
{
    /// <summary>Those of every run, and those that only runs of one workload have.</summary>
    public static IReadOnlyList<RunTab> All { get; } =
    [
        new("overview", "Overview", typeof(OverviewTab)),
        new("services", "Services", typeof(ServicesTab)) { Workload = EvolveRuns.Workload, Pace = 1000 },
        new("quarantine", "Quarantine", typeof(QuarantineTab)) { Workload = EvolveRuns.Workload, Pace = 1000 },
        new("charts", "Charts", typeof(ChartsTab)) { IsLive = false },
        new("log", "Log", typeof(LogTab)) { IsLive = false },
        new("artifacts", "Artifacts", typeof(ArtifactsTab)),
        new("spec", "Spec", typeof(SpecTab)) { IsLive = false },
        new("manifest", "Manifest", typeof(ManifestTab)),
        new("events", "Events", typeof(EventsTab)),
    ];

    public static IEnumerable<RunTab> Of(RunRecord run) => All.Where(tab => tab.IsOf(run));

    public static RunTab? Find(RunRecord run, string name) => Of(run).FirstOrDefault(tab => tab.Name == name);

    public static string Url(string runId, RunTab tab) => tab == All[0] ? $"/runs/{runId}" : $"/runs/{runId}/{tab.Name}";

    public static string PartUrl(string runId, RunTab tab) => $"/parts/runs/{runId}/{tab.Name}";

    /// <returns>What lets a tab be fetched again, for <c>data-on</c>; null when nothing does.</returns>
    public static string? TopicsOf(string runId, RunTab tab) =>
        !tab.IsLive ? null
        : tab.Workload == EvolveRuns.Workload ? $"{Topics.Run(runId)} {Topics.Queue(runId)}"
        : Topics.Run(runId);
}
