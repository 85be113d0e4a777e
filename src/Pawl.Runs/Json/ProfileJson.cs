using Pawl.Runs.Specs;

namespace Pawl.Runs.Json;

/// <summary>A profile, as <c>pawl profiles ls --json</c> and the API print it.</summary>
/// <param name="Origin"><c>own</c> or <c>shipped</c>.</param>
/// <param name="Workload">The only workload it is for; null for any.</param>
/// <param name="Values">Dotted key to the value as YAML.</param>
/// <param name="Yaml">The file of an own one, else null.</param>
/// <param name="Runs">How many runs chose a profile of this name.</param>
/// <param name="LastRun">Id of the newest of them, or null.</param>
/// <param name="Problems">What is wrong with it, in words; empty for one that can be chosen.</param>
public sealed record ProfileJson(
    string Name,
    string Origin,
    string? Workload,
    string Description,
    IReadOnlyDictionary<string, string> Values,
    string? Yaml,
    int Runs,
    string? LastRun,
    IReadOnlyList<string> Problems
)
{
    public static ProfileJson Of(ProfileListing profile) =>
        new(
            profile.Name,
            profile.IsOwn ? "own" : "shipped",
            profile.Workload,
            profile.Description,
            profile.Values,
            profile.Yaml,
            profile.Runs,
            profile.LastRun,
            [.. profile.Problems.Select(problem => problem.ToString())]
        );
}
