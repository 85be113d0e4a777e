namespace Pawl.Evolutions.Reference;

/// <summary>A question that is answered for each contribution of a set.</summary>
/// <param name="Required">A contribution without it breaks the rules.</param>
/// <param name="Options">The values of an enum, at least one; empty for every other type.</param>
public sealed record FacetDefinition(
    string Id,
    string Label,
    FacetType Type,
    bool Required,
    string? Description,
    IReadOnlyList<FacetOption> Options
);

/// <param name="Id">The value itself.</param>
public sealed record FacetOption(string Id, string Label);

public enum FacetType
{
    String,
    Integer,
    Number,
    Boolean,
    Enum,
}
