namespace Pawl.Runs.Specs;

/// <summary>A named set of spec overrides that stands between the file and <c>--set</c>.</summary>
/// <param name="Name">What <c>--profile</c> and the spec's <c>profile:</c> call it.</param>
/// <param name="Description">What it is for, one line.</param>
/// <param name="Values">Dotted key to the value as YAML text, such as <c>threads</c> to <c>1</c>.</param>
public sealed record SpecProfile(string Name, string Description, IReadOnlyDictionary<string, string> Values);
