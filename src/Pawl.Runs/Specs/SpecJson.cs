using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pawl.Runs.Specs;

/// <summary>
/// A resolved spec as JSON, nested as in the file: <c>{"command":{"argv":["true"]},"grace":10,…,"profile":null,"workload":"command"}</c>.
/// Canonical: every key of the schema, sorted by ordinal, no white space, durations in seconds. The same spec always gives the same bytes.
/// A stored spec also tells under <c>origins</c> where each value that is no default came from, so that what a host finds wrong can be told
/// with file and line.
/// </summary>
public static class SpecJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ResolvedSpec spec) => ToText(ToObject(spec));

    /// <summary>The canonical form and, beside its keys, <c>"origins":{"train.steps":"train.yaml:12"}</c>: what a run is stored with.</summary>
    public static string WriteStored(ResolvedSpec spec)
    {
        var root = ToObject(spec);
        root[SpecKeyTable.Origins] = new JsonObject(
            spec.Keys.Where(key => spec.Origin(key) != ResolvedSpec.DefaultOrigin)
                .Select(key => KeyValuePair.Create(key, (JsonNode?)spec.Origin(key)))
        );
        return ToText(root);
    }

    /// <summary>The same, as a tree to put into a larger document.</summary>
    public static JsonObject ToObject(ResolvedSpec spec)
    {
        var root = new JsonObject { [SpecKeyTable.Workload] = spec.Workload, [SpecKeyTable.Profile] = spec.Profile };
        foreach (var key in spec.Keys)
        {
            var parts = key.Split('.');
            var group = root;
            foreach (var part in parts[..^1])
            {
                group = (JsonObject)(group[part] ??= new JsonObject());
            }

            group[parts[^1]] = Node(spec.Value(key));
        }

        return Sorted(root);
    }

    /// <summary>Rebuilds the spec. A key the schema has gained since takes its default.</summary>
    /// <exception cref="SpecException">It is of another workload, or holds a key or value the schema does not accept.</exception>
    public static ResolvedSpec Read(SpecSchema schema, string json)
    {
        var keys = new SpecKeyTable(schema);
        var problems = new List<SpecProblem>();
        var values = keys.All.ToDictionary(key => key.Path, key => key.Default, StringComparer.Ordinal);
        var root =
            JsonNode.Parse(json) as JsonObject ?? throw new SpecException([new("stored spec", "", "a JSON object", "something else")]);
        var workload = (string?)root[SpecKeyTable.Workload];
        if (workload != schema.Workload)
        {
            problems.Add(new SpecProblem("stored spec", SpecKeyTable.Workload, schema.Workload, workload ?? "nothing"));
        }

        Collect(root, "", keys, values, problems);
        var origins = (root[SpecKeyTable.Origins] as JsonObject ?? []).ToDictionary(
            item => item.Key,
            item => item.Value!.GetValue<string>(),
            StringComparer.Ordinal
        );
        return problems.Count == 0
            ? new ResolvedSpec(schema.Workload, (string?)root[SpecKeyTable.Profile], values, origins)
            : throw new SpecException(problems);
    }

    private static void Collect(
        JsonObject group,
        string prefix,
        SpecKeyTable keys,
        Dictionary<string, object?> values,
        List<SpecProblem> problems
    )
    {
        foreach (var (name, node) in group)
        {
            var path = prefix + name;
            if (path is SpecKeyTable.Workload or SpecKeyTable.Profile or SpecKeyTable.Origins)
            {
                continue;
            }

            if (keys.Find(path) is { } key)
            {
                values[path] = Value(key, node, problems);
            }
            else if (node is JsonObject inner && keys.IsGroup(path))
            {
                Collect(inner, path + ".", keys, values, problems);
            }
            else
            {
                problems.Add(keys.Unknown("stored spec", path));
            }
        }
    }

    private static object? Value(SpecKey key, JsonNode? node, List<SpecProblem> problems)
    {
        try
        {
            return node is null
                ? null
                : key.Kind switch
                {
                    SpecKind.Integer => node.GetValue<long>(),
                    SpecKind.Number => node.GetValue<double>(),
                    SpecKind.Boolean => node.GetValue<bool>(),
                    SpecKind.Duration => SpecDuration.FromSeconds(node.GetValue<double>()),
                    SpecKind.TextList => node.AsArray().Select(item => item!.GetValue<string>()).ToArray(),
                    SpecKind.TextMap => node.AsObject()
                        .ToDictionary(item => item.Key, item => item.Value!.GetValue<string>(), StringComparer.Ordinal),
                    _ => node.GetValue<string>(),
                };
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException)
        {
            problems.Add(new SpecProblem("stored spec", key.Path, SpecText.Expected(key), node!.ToJsonString()));
            return null;
        }
    }

    private static JsonNode? Node(object? value) =>
        value switch
        {
            null => null,
            long integer => JsonValue.Create(integer),
            double number => JsonValue.Create(number),
            bool truth => JsonValue.Create(truth),
            TimeSpan duration => JsonValue.Create(duration.TotalSeconds),
            string text => JsonValue.Create(text),
            string[] list => new JsonArray([.. list.Select(item => (JsonNode)item)]),
            IReadOnlyDictionary<string, string> map => new JsonObject(
                map.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)item.Value))
            ),
            _ => throw new InvalidOperationException($"A spec cannot hold a {value.GetType().Name}."),
        };

    private static string ToText(JsonObject root)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Sorted(root).WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static JsonObject Sorted(JsonObject source) =>
        new(
            source
                .OrderBy(item => item.Key, StringComparer.Ordinal)
                .Select(item => KeyValuePair.Create(item.Key, item.Value is JsonObject inner ? Sorted(inner) : item.Value?.DeepClone()))
        );
}
