namespace Pawl.Runs.Specs;

/// <summary>A spec resolved as far as it goes, with everything that is wrong with it.</summary>
/// <param name="Profile">The profile asked for, whether or not there is one of that name; null for none.</param>
/// <param name="Values">Dotted key to its value, as in <see cref="ResolvedSpec.Value"/>; a key given wrongly has the value of the layer below.</param>
/// <param name="Written">The same before paths were made absolute.</param>
/// <param name="Origins">Dotted key to where its value came from; a key that is not in it has its default.</param>
/// <param name="ProfileKeys">The keys the profile sets, so that a value in the file does not count for them.</param>
/// <param name="Problems">Empty when the spec can run.</param>
public sealed record SpecInspection(
    string Workload,
    string? Profile,
    IReadOnlyDictionary<string, object?> Values,
    IReadOnlyDictionary<string, object?> Written,
    IReadOnlyDictionary<string, string> Origins,
    IReadOnlyCollection<string> ProfileKeys,
    IReadOnlyList<SpecProblem> Problems
);
