using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pawl.Evolutions.Reverse;

namespace Pawl.Evolutions.Records;

/// <summary>The records as JSON: snake case, nothing coerced, unknown and repeated keys refused, what is null left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(ServiceInput))]
[JsonSerializable(typeof(ServiceEvolution))]
[JsonSerializable(typeof(FeatureRecord))]
internal sealed partial class RecordJson : JsonSerializerContext
{
    /// <summary>Letters outside ASCII stay themselves: the lines are for people too.</summary>
    public static RecordJson Plain =>
        field ??= new RecordJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
