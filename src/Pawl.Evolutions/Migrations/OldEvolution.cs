using System.Text.Json;
using System.Text.Json.Serialization;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Migrations;

/// <summary>A line of version 1.0. Plateaus may lack roles or mappings, and <c>run</c> left the features' own mappings empty.</summary>
/// <param name="SchemaVersion">Older writers said it here instead of in the meta.</param>
internal sealed record OldEvolution(OldMeta Meta, ServiceInput Service, IReadOnlyList<OldPlateau> Plateaus, string? SchemaVersion = null);

/// <param name="Schemas">Written empty by <c>map</c>, which then could not read it back; not kept.</param>
/// <param name="CatalogueHash">The empty text stood for none.</param>
internal sealed record OldMeta(
    string SchemaVersion,
    string RunId,
    IReadOnlyDictionary<string, string> Models,
    bool WebSearch,
    IReadOnlyList<string> MappingTypes,
    DateTimeOffset Created,
    long? Seed = null,
    int? ContextWindow = null,
    bool? Diagnostics = null,
    string? CatalogueHash = null,
    JsonElement? Schemas = null
);

/// <param name="Roles">Empty on lines that <c>run</c> wrote.</param>
internal sealed record OldPlateau(
    int Plateau,
    string PlateauName,
    string ServiceDescription,
    IReadOnlyList<PlateauFeature> Features,
    IReadOnlyList<PlateauRole>? Roles = null,
    IReadOnlyDictionary<string, IReadOnlyList<MappingFeatureGroup>>? Mappings = null
);

/// <inheritdoc cref="RecordJson"/>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(OldEvolution))]
internal sealed partial class OldJson : JsonSerializerContext;
