namespace Pawl.Runs.Specs;

/// <summary>The text of a spec file and what messages call it.</summary>
/// <param name="Yaml">The whole file.</param>
/// <param name="FileName">As the user gave it, such as <c>train.yaml</c>.</param>
public sealed record SpecSource(string Yaml, string FileName)
{
    /// <summary>A spec without a file: defaults, profile and <c>--set</c> alone.</summary>
    public static SpecSource Empty { get; } = new("", "(no file)");

    public static SpecSource Load(string path) => new(File.ReadAllText(path), path);
}
