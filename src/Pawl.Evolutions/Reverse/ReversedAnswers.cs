using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reference;
using Pawl.Evolutions.Stages;

namespace Pawl.Evolutions.Reverse;

/// <summary>Records as the answers that the stages read them from.</summary>
internal static class ReversedAnswers
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Descriptions(ServiceEvolution evolution, ReferenceLibrary reference) =>
        Write(
            "descriptions",
            writer =>
            {
                foreach (var plateau in evolution.Plateaus)
                {
                    writer.WriteString(reference.Plateaus[plateau.Plateau - 1].Id, plateau.ServiceDescription);
                }
            }
        );

    public static string Features(PlateauResult plateau, ReferenceLibrary reference) =>
        Write(
            "features",
            writer =>
            {
                foreach (var role in reference.Roles)
                {
                    writer.WriteStartArray(role.RoleId);
                    foreach (var feature in plateau.Features.Where(feature => feature.CustomerType == role.RoleId))
                    {
                        Write(writer, feature);
                    }

                    writer.WriteEndArray();
                }
            }
        );

    public static string Mapping(PlateauResult plateau, string field) =>
        Write(
            "features",
            writer =>
            {
                foreach (var (index, feature) in plateau.Features.OrderBy(feature => feature.FeatureId, StringComparer.Ordinal).Index())
                {
                    writer.WriteStartObject(PromptText.Ref(index));
                    writer.WritePropertyName(field);
                    JsonSerializer.Serialize(
                        writer,
                        feature.Mappings.GetValueOrDefault(field, []),
                        RecordJson.Plain.IReadOnlyListContribution
                    );
                    writer.WriteEndObject();
                }
            }
        );

    private static void Write(Utf8JsonWriter writer, PlateauFeature feature)
    {
        writer.WriteStartObject();
        writer.WriteString("name", feature.Name);
        writer.WriteString("description", feature.Description);
        writer.WriteStartObject("score");
        writer.WriteNumber("level", feature.Score.Level);
        writer.WriteString("justification", feature.Score.Justification);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Write(string key, Action<Utf8JsonWriter> entries)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartObject(key);
            entries(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
