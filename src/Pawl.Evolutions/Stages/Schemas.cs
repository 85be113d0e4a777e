using System.Text.Json.Nodes;
using Pawl.Evolutions.Reference;
using Pawl.Llm.Calls;

namespace Pawl.Evolutions.Stages;

/// <summary>
/// JSON schemas of the answers, in the part of the language that providers take as strict: every object closed, every key required, what may be
/// missing is null. Plateaus, roles and features are keys, so that an answer cannot leave one out or name one twice.
/// </summary>
internal static class Schemas
{
    /// <summary>Providers refuse schemas with more values than this in their enums (OpenAI: 1,000 in all, 15,000 letters above 250).</summary>
    private const int MostItems = 250;

    public static AnswerSchema Descriptions(ReferenceLibrary reference)
    {
        var texts = reference.Plateaus.Select(plateau => (plateau.Id, (JsonNode)Type("string")));
        return new("plateau_descriptions", Object(("descriptions", Object([.. texts]))).ToJsonString());
    }

    public static AnswerSchema Features(ReferenceLibrary reference)
    {
        var roles = reference.Roles.Select(role => (role.RoleId, (JsonNode)List(Feature())));
        return new("plateau_features", Object(("features", Object([.. roles]))).ToJsonString());
    }

    public static AnswerSchema Mapping(MappingSet set, int features, bool rationales)
    {
        var refs = Enumerable
            .Range(0, features)
            .Select(index => (PromptText.Ref(index), (JsonNode)Object((set.Field, List(Contribution(set, rationales))))));
        return new(
            rationales ? "feature_mappings_with_rationale" : "feature_mappings",
            Object(("features", Object([.. refs]))).ToJsonString()
        );
    }

    /// <summary>The label follows from the level and is not asked for; an answer that gives it all the same is checked.</summary>
    private static JsonObject Feature()
    {
        var level = new JsonObject { ["type"] = "integer", ["enum"] = new JsonArray(1, 2, 3, 4, 5) };
        var score = Object(("level", level), ("justification", Type("string")));
        return Object(("name", Type("string")), ("description", Type("string")), ("score", score));
    }

    private static JsonObject Contribution(MappingSet set, bool rationales)
    {
        var item = Type("string");
        if (set.Items.Count <= MostItems)
        {
            item["enum"] = Values(set.Items.Select(entry => entry.Id));
        }

        var keys = new List<(string, JsonNode)> { ("item", item) };
        if (set.Facets.Count > 0)
        {
            keys.Add(("facets", Object([.. set.Facets.Select(facet => (facet.Id, (JsonNode)Facet(facet)))])));
        }

        if (rationales)
        {
            keys.Add(("rationale", Type("string")));
        }

        return Object([.. keys]);
    }

    private static JsonObject Facet(FacetDefinition facet)
    {
        var type = facet.Type == FacetType.Enum ? "string" : facet.Type.ToString().ToLowerInvariant();
        var schema = facet.Required ? Type(type) : new JsonObject { ["type"] = new JsonArray(type, "null") };
        if (facet.Type == FacetType.Enum)
        {
            var values = Values(facet.Options.Select(option => option.Id));
            if (!facet.Required)
            {
                values.Add(null);
            }

            schema["enum"] = values;
        }

        return schema;
    }

    private static JsonObject Object(params ReadOnlySpan<(string Key, JsonNode Schema)> keys)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var (key, schema) in keys)
        {
            properties[key] = schema;
            required.Add((JsonNode)key);
        }

        return new()
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = required,
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject List(JsonObject entries) => new() { ["type"] = "array", ["items"] = entries };

    private static JsonObject Type(string type) => new() { ["type"] = type };

    private static JsonArray Values(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);
}
