namespace Pawl.Evolutions.Records;

/// <summary>One item of a catalogue that a feature rests on.</summary>
/// <param name="Item">Id of the item.</param>
/// <param name="Facets">By id of a facet; null when none was given.</param>
/// <param name="Rationale">Why, in a line; only when rationales were asked for.</param>
public sealed record Contribution(string Item, IReadOnlyDictionary<string, FacetValue>? Facets = null, string? Rationale = null);
