namespace Pawl.Evolutions.Records;

/// <summary>A service at one plateau.</summary>
/// <param name="Plateau">Level, from 1.</param>
/// <param name="ServiceDescription">Empty when the model gave none.</param>
/// <param name="Roles">Every configured role with its features, none left out.</param>
/// <param name="Mappings">By field: the items that features rest on. The same facts as the features' own mappings, from the other side.</param>
public sealed record PlateauResult(
    int Plateau,
    string PlateauName,
    string ServiceDescription,
    IReadOnlyList<PlateauFeature> Features,
    IReadOnlyList<PlateauRole> Roles,
    IReadOnlyDictionary<string, IReadOnlyList<MappingFeatureGroup>> Mappings
);

/// <summary>A role and what the plateau offers it.</summary>
public sealed record PlateauRole(string RoleId, string Name, string Description, IReadOnlyList<PlateauFeature> Features);
