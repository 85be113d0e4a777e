namespace Pawl.Web.Tests.Harness;

/// <summary>A page, or a tab of one, that the tests of all pages open.</summary>
/// <param name="Name">Begins the file names of its screenshots.</param>
/// <param name="Route">The <c>@page</c> template that serves it.</param>
/// <param name="Seeded">Its address where there is much to show, made of the seeded runs.</param>
/// <param name="Empty">Its address where there is nothing to show.</param>
internal sealed record PageEntry(string Name, string Route, Func<SeededRuns, string> Seeded, string Empty)
{
    /// <value>True when even its emptiest state needs a run: one that is queued and has left nothing yet.</value>
    public bool NeedsRun => Empty.Contains("{run}", StringComparison.Ordinal) || Empty.Contains("{evolve}", StringComparison.Ordinal);
}
