using System.Text;
using System.Text.Json.Nodes;

namespace Pawl.Runs.Specs;

/// <summary>What a workload's spec accepts, for people (a table) and for programs and forms (JSON Schema, draft 2020-12).</summary>
public static class SpecHelp
{
    /// <summary>One key a line: path, what is accepted, default, meaning; the workload's own keys first.</summary>
    public static string Table(SpecSchema schema)
    {
        var rows = schema
            .Keys.Concat(SharedSpecKeys.All)
            .Select(key => (key.Path, Expected: SpecText.Expected(key), Default: Default(key), key.Description))
            .ToList();
        var path = rows.Max(row => row.Path.Length);
        var expected = rows.Max(row => row.Expected.Length);
        var value = rows.Max(row => row.Default.Length);
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendLine(
                $"{row.Path.PadRight(path)}  {row.Expected.PadRight(expected)}  {row.Default.PadRight(value)}  {row.Description}"
            );
        }

        return text.ToString();
    }

    /// <summary>The schema as nested JSON Schema objects. Durations are strings there, as in YAML.</summary>
    public static JsonObject JsonSchema(SpecSchema schema)
    {
        var root = Group();
        root["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        root["title"] = $"Spec of workload {schema.Workload}";
        Properties(root)[SpecKeyTable.Workload] = new JsonObject { ["const"] = schema.Workload };
        Properties(root)[SpecKeyTable.Profile] = new JsonObject { ["type"] = "string" };
        Properties(root)[SpecKeyTable.Profiles] = new JsonObject { ["type"] = "object" };
        foreach (var key in schema.Keys.Concat(SharedSpecKeys.All))
        {
            var parts = key.Path.Split('.');
            var group = root;
            foreach (var part in parts[..^1])
            {
                group = (JsonObject)(Properties(group)[part] ??= Group());
            }

            Properties(group)[parts[^1]] = Property(key);
            if (key.Required)
            {
                ((JsonArray)(group["required"] ??= new JsonArray())).Add((JsonNode)parts[^1]);
            }
        }

        return root;
    }

    private static string Default(SpecKey key) =>
        key.Required ? "required"
        : key.Default is null ? "not set"
        : SpecText.Of(key.Default);

    private static JsonObject Group() =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(),
            ["additionalProperties"] = false,
        };

    private static JsonObject Properties(JsonObject group) => (JsonObject)group["properties"]!;

    private static JsonObject Property(SpecKey key)
    {
        var property = new JsonObject
        {
            ["type"] = TypeName(key.Kind),
            ["description"] = key.Description,
            ["default"] = DefaultNode(key),
        };
        if (key.Kind is SpecKind.Integer or SpecKind.Number)
        {
            if (key.Minimum is { } low)
            {
                property[key.MinimumExclusive ? "exclusiveMinimum" : "minimum"] = low;
            }

            if (key.Maximum is { } high)
            {
                property["maximum"] = high;
            }
        }

        if (key.ItemPattern is { } pattern)
        {
            property["items"] = new JsonObject { ["type"] = "string", ["pattern"] = $"^{pattern}$" };
            property["maxItems"] = key.MaximumItems;
        }

        if (key.Choices.Count > 0)
        {
            property["enum"] = new JsonArray([.. key.Choices.Select(choice => (JsonNode)choice)]);
        }

        return property;
    }

    private static string TypeName(SpecKind kind) =>
        kind switch
        {
            SpecKind.Integer => "integer",
            SpecKind.Number => "number",
            SpecKind.Boolean => "boolean",
            SpecKind.TextList => "array",
            SpecKind.TextMap => "object",
            _ => "string",
        };

    private static JsonNode? DefaultNode(SpecKey key) =>
        key.Default switch
        {
            null => null,
            long integer => integer,
            double number => number,
            bool truth => truth,
            string[] list => new JsonArray([.. list.Select(item => (JsonNode)item)]),
            IReadOnlyDictionary<string, string> map => new JsonObject(
                map.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)item.Value))
            ),
            var other => SpecText.Of(other),
        };
}
