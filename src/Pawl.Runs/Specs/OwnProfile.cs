namespace Pawl.Runs.Specs;

/// <summary>A profile of the user's, as its file <c>DATA_ROOT/profiles/NAME.yaml</c> holds it.</summary>
/// <param name="Workload">The only workload it is for; null when its file does not say, and any may choose it.</param>
/// <param name="Description">Empty when its file gives none.</param>
/// <param name="Values">Dotted key to the value as YAML on one line; empty when the file cannot be read.</param>
/// <param name="Yaml">The whole file.</param>
/// <param name="Problems">What is wrong with it; a profile with problems cannot be chosen.</param>
public sealed record OwnProfile(
    string Name,
    string? Workload,
    string Description,
    IReadOnlyDictionary<string, string> Values,
    string Yaml,
    DateTimeOffset ChangedAt,
    IReadOnlyList<SpecProblem> Problems
);
