using System.Text.Json.Serialization;

namespace Pawl.Llm.Prices;

/// <summary>A price list on disk.</summary>
/// <param name="Noted">The day the prices were read from the provider's page.</param>
/// <param name="Remark">For whoever edits the file.</param>
internal sealed record PriceListFile(DateOnly Noted, IReadOnlyList<PriceListFile.Entry> Models, string? Remark = null)
{
    /// <summary>US dollars for a million tokens, at most six decimals.</summary>
    /// <param name="Model">The provider's name; <c>*</c> is every model that is not named.</param>
    public sealed record Entry(string Model, decimal Input, decimal Output, decimal? CachedInput = null, int? MaximumOutput = null);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowTrailingCommas = true,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(PriceListFile))]
internal sealed partial class PriceListJson : JsonSerializerContext;
