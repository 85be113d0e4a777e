using System.Text.Json.Nodes;
using Pawl.Llm.Calls;

namespace Pawl.Llm.Answers;

/// <summary>
/// Builds JSON schemas of the kind providers take as strict: every member of an object is required and no other is allowed. What may be
/// missing is nullable instead.
/// </summary>
public static class SchemaBuilder
{
    public static JsonObject Object(params IEnumerable<KeyValuePair<string, JsonObject>> members)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var (name, schema) in members)
        {
            properties[name] = schema;
            required.Add(name);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = required,
            ["additionalProperties"] = false,
        };
    }

    public static JsonObject Array(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    /// <param name="description">Said to the model; null for none.</param>
    public static JsonObject Text(string? description = null) => Simple("string", description);

    public static JsonObject Integer(string? description = null) => Simple("integer", description);

    public static JsonObject Number(string? description = null) => Simple("number", description);

    public static JsonObject Boolean(string? description = null) => Simple("boolean", description);

    public static JsonObject OneOf(params IEnumerable<string> words) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) };

    public static JsonObject OneOf(params IEnumerable<int> numbers) =>
        new() { ["type"] = "integer", ["enum"] = new JsonArray([.. numbers.Select(number => JsonValue.Create(number))]) };

    /// <summary>The schema, or null.</summary>
    public static JsonObject Nullable(JsonObject schema)
    {
        if (schema["enum"] is JsonArray values)
        {
            values.Add(null);
        }

        schema["type"] = new JsonArray(schema["type"]!.DeepClone(), "null");
        return schema;
    }

    /// <summary>Compact and in the order in which it was built, so that one schema has one text.</summary>
    public static AnswerSchema Named(this JsonObject schema, string name) => new(name, schema.ToJsonString());

    private static JsonObject Simple(string type, string? description)
    {
        var schema = new JsonObject { ["type"] = type };
        if (description is not null)
        {
            schema["description"] = description;
        }

        return schema;
    }
}
