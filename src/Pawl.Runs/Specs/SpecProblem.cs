namespace Pawl.Runs.Specs;

/// <summary>One thing wrong with a spec, in the parts a person needs to mend it.</summary>
/// <param name="Where">Where the value came from: <c>train.yaml:12</c>, <c>--set model.layers</c>, <c>profile fast_local</c> or <c>default</c>.</param>
/// <param name="Key">Dotted path of the key, or empty for the file as a whole.</param>
/// <param name="Expected">What is accepted: type, range, choices, or the nearest known key.</param>
/// <param name="Actual">What came.</param>
public sealed record SpecProblem(string Where, string Key, string Expected, string Actual)
{
    public override string ToString() => $"{Where}: {(Key.Length == 0 ? "" : Key + ": ")}expected {Expected}, got {Actual}";
}
