using Pawl.Runs.Store;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Specs;

/// <summary>A profile as lists show it, whoever made it.</summary>
/// <param name="IsOwn">The user's, in the data root; false for one that comes with a workload.</param>
/// <param name="Workload">The only workload it is for; null for any.</param>
/// <param name="Values">Dotted key to the value as YAML on one line.</param>
/// <param name="Yaml">The file of an own one.</param>
/// <param name="Runs">How many runs chose a profile of this name.</param>
/// <param name="LastRun">Id of the newest of them, or null.</param>
public sealed record ProfileListing(
    string Name,
    bool IsOwn,
    string? Workload,
    string Description,
    IReadOnlyDictionary<string, string> Values,
    string? Yaml,
    int Runs,
    string? LastRun,
    IReadOnlyList<SpecProblem> Problems
)
{
    /// <summary>Own ones first, then the shipped ones, each by name.</summary>
    /// <param name="store">Whose runs are counted; null where there is no database yet.</param>
    public static IReadOnlyList<ProfileListing> All(ProfileStore profiles, WorkloadCatalog workloads, RunStore? store)
    {
        var uses = store?.ProfileUses() ?? [];
        var own = profiles
            .List()
            .Select(profile =>
                Of(profile.Name, true, profile.Workload, profile.Description, profile.Values, profile.Yaml, uses, profile.Problems)
            );
        var shipped =
            from workload in workloads.All
            from profile in workload.Profiles
            orderby profile.Name, workload.Name
            select Of(profile.Name, false, workload.Name, profile.Description, profile.Values, null, uses, []);
        return [.. own, .. shipped];
    }

    private static ProfileListing Of(
        string name,
        bool isOwn,
        string? workload,
        string description,
        IReadOnlyDictionary<string, string> values,
        string? yaml,
        IReadOnlyList<ProfileUse> uses,
        IReadOnlyList<SpecProblem> problems
    )
    {
        var of = uses.Where(use => use.Profile == name && (workload is null || use.Workload == workload)).ToList();
        return new(name, isOwn, workload, description, values, yaml, of.Sum(use => use.Runs), of.Max(use => use.LastRun), problems);
    }
}
