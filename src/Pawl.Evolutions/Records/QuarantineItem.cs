namespace Pawl.Evolutions.Records;

/// <summary>Something that was not right and was set aside while the work went on.</summary>
/// <param name="Kind">One of <see cref="QuarantineKind"/>.</param>
/// <param name="ServiceId">The service; <c>line N</c> when its id is not known.</param>
/// <param name="Stage">As in <see cref="EvolutionException"/>.</param>
/// <param name="Message">What was expected and what came.</param>
/// <param name="Raw">The text at fault: a part of an answer, or a line of input.</param>
public sealed record QuarantineItem(string Kind, string ServiceId, string Stage, string Message, string Raw);

/// <summary>The reasons for setting something aside.</summary>
public static class QuarantineKind
{
    /// <summary>The text is no JSON.</summary>
    public const string JsonParseError = "json_parse_error";

    /// <summary>An item, feature or role that is not in the catalogue, the question or the settings.</summary>
    public const string UnknownIds = "unknown_ids";

    /// <summary>JSON of another shape than asked for, or with something missing.</summary>
    public const string SchemaMismatch = "schema_mismatch";

    /// <summary>Facets that break the rules of their catalogue.</summary>
    public const string FacetValidation = "facet_validation";

    public static IReadOnlyList<string> All { get; } = [JsonParseError, UnknownIds, SchemaMismatch, FacetValidation];
}
