namespace Pawl.Web.Views.Run;

/// <summary>The tabs of the page of one run, in their order. The first one stands at <c>/runs/ID</c>, the others at <c>/runs/ID/NAME</c>.</summary>
internal static class RunTabs
{
    public static IReadOnlyList<RunTab> All { get; } =
    [
        new("overview", "Overview", typeof(OverviewTab)),
        new("charts", "Charts", typeof(ChartsTab)) { IsLive = false },
        new("log", "Log", typeof(LogTab)) { IsLive = false },
        new("artifacts", "Artifacts", typeof(ArtifactsTab)),
        new("spec", "Spec", typeof(SpecTab)) { IsLive = false },
        new("manifest", "Manifest", typeof(ManifestTab)),
        new("events", "Events", typeof(EventsTab)),
    ];

    public static RunTab? Find(string name) => All.FirstOrDefault(tab => tab.Name == name);

    public static string Url(string runId, RunTab tab) => tab == All[0] ? $"/runs/{runId}" : $"/runs/{runId}/{tab.Name}";

    public static string PartUrl(string runId, RunTab tab) => $"/parts/runs/{runId}/{tab.Name}";
}
