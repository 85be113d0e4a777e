using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Output;

/// <summary>What the stages brought for one plateau.</summary>
/// <param name="Level">From 1.</param>
/// <param name="Features">Their own mappings are replaced.</param>
/// <param name="Mappings">By field, then by feature id; every field that was mapped, every feature in each.</param>
internal sealed record PlateauDraft(
    int Level,
    string Description,
    IReadOnlyList<PlateauFeature> Features,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<Contribution>>> Mappings
);
