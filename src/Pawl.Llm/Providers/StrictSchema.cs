using System.Text.Json;

namespace Pawl.Llm.Providers;

/// <summary>
/// Whether OpenAI takes a schema in its strict mode: each object names all its properties as required and allows no others
/// (platform.openai.com/docs/guides/structured-outputs, "Supported schemas").
/// </summary>
internal static class StrictSchema
{
    public static bool Allows(JsonElement schema) =>
        schema.ValueKind switch
        {
            JsonValueKind.Object => IsClosed(schema)
                && schema.EnumerateObject().All(member => IsValue(member.Name) || Allows(member.Value)),
            JsonValueKind.Array => schema.EnumerateArray().All(Allows),
            _ => true,
        };

    private static bool IsClosed(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "object")
        {
            return true;
        }

        var required = schema.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
        return schema.TryGetProperty("additionalProperties", out var additional)
            && additional.ValueKind == JsonValueKind.False
            && schema.TryGetProperty("properties", out var properties)
            && properties.EnumerateObject().All(property => required.Contains(property.Name));
    }

    /// <summary>Keywords whose values are data, not schemas.</summary>
    private static bool IsValue(string keyword) => keyword is "const" or "enum" or "default" or "examples" or "required";
}
