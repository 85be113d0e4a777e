namespace Pawl.Web.Views.Run;

/// <summary>A tab of the page of one run: its own URL, its own view, built when it is first looked at.</summary>
/// <param name="Name">The word in the URL and of the view, such as <c>artifacts</c>.</param>
/// <param name="Component">Takes the run as its parameter <c>Run</c>.</param>
internal sealed record RunTab(string Name, string Title, Type Component)
{
    /// <value>Whether the whole tab is fetched again when the run changes. A tab that keeps its parts up to date itself says no.</value>
    public bool IsLive { get; init; } = true;
}
