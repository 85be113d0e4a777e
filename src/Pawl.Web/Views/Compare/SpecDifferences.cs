using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Runs.Manifests;
using Pawl.Runs.Specs;

namespace Pawl.Web.Views.Compare;

/// <summary>Finds what differs between stored specs.</summary>
internal static class SpecDifferences
{
    /// <summary>What a spec is called and where its values came from does not change what runs.</summary>
    private static readonly HashSet<string> Aside = ["name", "origins"];

    /// <param name="specs">Stored specs, see <see cref="SpecJson"/>.</param>
    /// <returns>By key.</returns>
    public static IReadOnlyList<SpecDifference> Of(IReadOnlyList<string> specs)
    {
        var flat = specs.Select(Flat).ToList();
        return
        [
            .. flat.SelectMany(spec => spec.Keys)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(key => new SpecDifference(key, [.. flat.Select(spec => spec.GetValueOrDefault(key))]))
                .Where(difference => difference.Values.Distinct(StringComparer.Ordinal).Skip(1).Any()),
        ];
    }

    private static Dictionary<string, string> Flat(string spec)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(Secrets.Masked(JsonNode.Parse(spec)!.AsObject()).ToJsonString());
        foreach (var property in document.RootElement.EnumerateObject().Where(property => !Aside.Contains(property.Name)))
        {
            Collect(property.Name, property.Value, values);
        }

        return values;
    }

    private static void Collect(string path, JsonElement value, Dictionary<string, string> values)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            values[path] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            return;
        }

        foreach (var property in value.EnumerateObject())
        {
            Collect($"{path}.{property.Name}", property.Value, values);
        }
    }
}
