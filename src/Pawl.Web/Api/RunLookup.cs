using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Web.Api;

/// <summary>Runs by what a URL calls them: an id, the beginning of one that no other run shares, or <c>last</c>.</summary>
internal static class RunLookup
{
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="AmbiguousRunException">Several ids start with it.</exception>
    public static RunRecord Named(this RunStore store, string name) =>
        (name == "last" ? store.Newest() : store.Find(name)) ?? throw new RunNotFoundException(name);

    private static RunRecord? Newest(this RunStore store) => store.List(new RunQuery { Limit = 1 }) is [var newest] ? newest : null;
}
