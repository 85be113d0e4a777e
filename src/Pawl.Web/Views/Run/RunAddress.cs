using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Web.Api;

namespace Pawl.Web.Views.Run;

/// <summary>What an address below <c>/runs/</c> leads to.</summary>
internal abstract record RunAddress
{
    private RunAddress() { }

    /// <summary>A tab of a run, spelled as it is to be.</summary>
    public sealed record Found(RunRecord Run, RunTab Tab) : RunAddress;

    /// <summary>The beginning of an id, <c>last</c>, or a tab spelled another way: there is one address for it.</summary>
    public sealed record Moved(string Url) : RunAddress;

    public sealed record NoRun(string Asked) : RunAddress;

    /// <param name="Candidates">Ids that start with what was asked, newest first.</param>
    public sealed record SeveralRuns(string Asked, IReadOnlyList<string> Candidates) : RunAddress;

    public sealed record NoTab(RunRecord Run, string Asked) : RunAddress;

    public static RunAddress Of(RunStore store, string id, string? tab)
    {
        try
        {
            var run = store.Named(id);
            if ((tab is null ? RunTabs.All[0] : RunTabs.Find(run, tab)) is not { } found)
            {
                return new NoTab(run, tab!);
            }

            var isCanonical = run.Id == id && (tab is null || found != RunTabs.All[0]);
            return isCanonical ? new Found(run, found) : new Moved(RunTabs.Url(run.Id, found));
        }
        catch (RunNotFoundException)
        {
            return new NoRun(id);
        }
        catch (AmbiguousRunException several)
        {
            return new SeveralRuns(id, several.Candidates);
        }
    }
}
