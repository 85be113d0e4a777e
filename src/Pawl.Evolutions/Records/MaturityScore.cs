namespace Pawl.Evolutions.Records;

/// <summary>How mature a feature is, on the five levels of CMMI.</summary>
/// <param name="Level">1 to 5.</param>
/// <param name="Label">The name of that level, one of <see cref="Labels"/>.</param>
public sealed record MaturityScore(int Level, string Label, string Justification)
{
    /// <summary>Of the levels 1 to 5, in that order (CMMI for Development 1.3, the staged representation).</summary>
    public static IReadOnlyList<string> Labels { get; } = ["Initial", "Managed", "Defined", "Quantitatively Managed", "Optimizing"];
}
