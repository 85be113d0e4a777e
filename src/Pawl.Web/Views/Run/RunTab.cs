using Pawl.Runs.Model;

namespace Pawl.Web.Views.Run;

/// <summary>A tab of the page of one run: its own URL, its own view, built when it is first looked at.</summary>
/// <param name="Name">The word in the URL and of the view, such as <c>artifacts</c>.</param>
/// <param name="Component">Takes the run as its parameter <c>Run</c>.</param>
internal sealed record RunTab(string Name, string Title, Type Component)
{
    /// <value>Whether the whole tab is fetched again when the run changes. A tab that keeps its parts up to date itself says no.</value>
    public bool IsLive { get; init; } = true;

    /// <value>Only runs of this workload have the tab; null: all have it.</value>
    public string? Workload { get; init; }

    /// <value>Least milliseconds between two fetches; null for the usual pace.</value>
    public int? Pace { get; init; }

    public bool IsOf(RunRecord run) => Workload is null || Workload == run.Workload;
}
