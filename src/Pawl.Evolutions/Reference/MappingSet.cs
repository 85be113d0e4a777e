using System.Collections.Frozen;

namespace Pawl.Evolutions.Reference;

/// <summary>A catalogue that features are mapped to.</summary>
/// <param name="File">Path inside the reference folder.</param>
/// <param name="Field">The key of its mappings in features and plateaus: letters, digits, <c>_</c> and <c>-</c>.</param>
/// <param name="Label">What people and prompts call it.</param>
/// <param name="Items">By id.</param>
/// <param name="Facets">In the order of the file; may be empty.</param>
public sealed record MappingSet(
    string Name,
    string File,
    string Field,
    string Label,
    IReadOnlyList<MappingItem> Items,
    IReadOnlyList<FacetDefinition> Facets
)
{
    /// <summary>By id.</summary>
    internal FrozenDictionary<string, MappingItem> ItemsById { get; } = Items.ToFrozenDictionary(item => item.Id);
}

/// <summary>An entry of a catalogue. All three are not empty; tabs and line breaks are blanks.</summary>
public sealed record MappingItem(string Id, string Name, string Description);
