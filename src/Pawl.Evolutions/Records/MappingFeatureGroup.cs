namespace Pawl.Evolutions.Records;

/// <summary>The view from a catalogue: one item and the features that rest on it.</summary>
/// <param name="Id">Of the item.</param>
/// <param name="Name">Of the item.</param>
/// <param name="Mappings">At least one.</param>
public sealed record MappingFeatureGroup(string Id, string Name, IReadOnlyList<FeatureReference> Mappings);

/// <param name="Description">Of the feature.</param>
public sealed record FeatureReference(string FeatureId, string Description);
