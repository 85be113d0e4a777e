using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pawl.Web.Tests.Api;

/// <summary>The part of JSON Schema that the OpenAPI document uses: types, properties, items, references and alternatives.</summary>
internal static class SchemaCheck
{
    /// <summary>What of a value is not as the schema says; empty when all is.</summary>
    public static IEnumerable<string> Faults(JsonNode document, JsonNode? schema, JsonNode? value, string place = "$")
    {
        if (schema is not JsonObject rules)
        {
            return [];
        }

        if ((string?)rules["$ref"] is { } reference)
        {
            return Faults(document, Follow(document, reference), value, place);
        }

        if ((rules["oneOf"] ?? rules["anyOf"]) is JsonArray choices)
        {
            return choices.Any(choice => !Faults(document, choice, value, place).Any())
                ? []
                : [$"{place}: none of the alternatives fits {Shown(value)}"];
        }

        var types = rules["type"] switch
        {
            JsonArray several => several.Select(type => (string)type!).ToList(),
            JsonNode one => [(string)one!],
            null => null,
        };
        if (types is not null && !types.Any(type => IsOf(type, value)))
        {
            return [$"{place}: expected {string.Join(" or ", types)}, got {Shown(value)}"];
        }

        return value switch
        {
            JsonArray items => items.SelectMany((item, index) => Faults(document, rules["items"], item, $"{place}[{index}]")),
            JsonObject members => OfObject(document, rules, members, place),
            _ => [],
        };
    }

    private static IEnumerable<string> OfObject(JsonNode document, JsonObject rules, JsonObject members, string place)
    {
        foreach (var name in rules["required"]?.AsArray().Select(item => (string)item!) ?? [])
        {
            if (!members.ContainsKey(name))
            {
                yield return $"{place}: '{name}' is missing";
            }
        }

        var known = rules["properties"]?.AsObject();
        foreach (var (name, member) in members)
        {
            var rule = known?[name] ?? rules["additionalProperties"];
            if (rule is null && known is { Count: > 0 })
            {
                yield return $"{place}.{name}: not in the schema";
            }

            foreach (var fault in Faults(document, rule, member, $"{place}.{name}"))
            {
                yield return fault;
            }
        }
    }

    private static JsonNode Follow(JsonNode document, string reference) =>
        reference[2..]
            .Split('/')
            .Aggregate(document, (node, part) => node[part] ?? throw new InvalidOperationException($"{reference} leads nowhere."));

    private static bool IsOf(string type, JsonNode? value) =>
        (type, value?.GetValueKind()) switch
        {
            ("null", null or JsonValueKind.Null) => true,
            ("string", JsonValueKind.String) => true,
            ("number", JsonValueKind.Number) => true,
            ("integer", JsonValueKind.Number) => double.IsInteger((double)value!),
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("array", JsonValueKind.Array) => true,
            ("object", JsonValueKind.Object) => true,
            _ => false,
        };

    private static string Shown(JsonNode? value) => value?.ToJsonString() is { } text ? text[..Math.Min(text.Length, 80)] : "null";
}
