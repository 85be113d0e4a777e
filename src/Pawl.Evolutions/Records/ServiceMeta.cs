namespace Pawl.Evolutions.Records;

/// <summary>What a line was made with. A function of input, settings and answers: nothing in it tells which run wrote it, or when.</summary>
/// <param name="SchemaVersion"><c>1.1</c>.</param>
/// <param name="Models">By stage: <c>descriptions</c>, <c>features</c>, <c>mapping</c>.</param>
/// <param name="MappingTypes">Fields of the mapping sets, sorted.</param>
/// <param name="Diagnostics">Rationales were asked for.</param>
/// <param name="Seed">As sent to the provider; null when none was.</param>
/// <param name="CatalogueHash">Of the catalogues mapped to, 64 hexadecimal digits; null when unknown.</param>
/// <param name="SettingsFingerprint">Of every setting and reference file an answer depends on, 64 hexadecimal digits; null on migrated lines.</param>
/// <param name="RunId">Only on lines migrated from 1.0.</param>
/// <param name="Created">UTC; only on lines migrated from 1.0.</param>
/// <param name="WebSearch">Only on lines migrated from 1.0, whose setting of that name reached no call.</param>
/// <param name="ContextWindow">Tokens, 0 for unknown; only on lines migrated from 1.0.</param>
public sealed record ServiceMeta(
    string SchemaVersion,
    IReadOnlyDictionary<string, string> Models,
    IReadOnlyList<string> MappingTypes,
    bool Diagnostics = false,
    long? Seed = null,
    string? CatalogueHash = null,
    string? SettingsFingerprint = null,
    string? RunId = null,
    DateTimeOffset? Created = null,
    bool? WebSearch = null,
    int? ContextWindow = null
)
{
    /// <summary>The version that is written.</summary>
    public const string CurrentVersion = "1.1";
}
