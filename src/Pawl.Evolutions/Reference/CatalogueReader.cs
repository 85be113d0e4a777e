using System.Text.Json;

namespace Pawl.Evolutions.Reference;

/// <summary>Reads one catalogue: <c>{"field":…,"label":…,"facets":[…],"items":[{"id":"A01","name":…,"description":…}]}</c>, or its list of items alone.</summary>
internal static class CatalogueReader
{
    private static readonly string[] Types = ["string", "integer", "number", "boolean", "enum"];

    public static MappingSet Read(JsonElement root, JsonShape shape, (string Name, string File, string Field) set)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return new(set.Name, set.File, set.Field, set.Name, Items(shape.Entries(root, "$", isRequired: true), shape), []);
        }

        if (!shape.Object(root, "$", "field", "label", "facets", "items"))
        {
            return new(set.Name, set.File, set.Field, set.Name, [], []);
        }

        if (shape.Optional(root, "$", "field") is { } field && field != set.Field)
        {
            shape.Add("$.field", $"The catalogue is of the field '{field}'; mapping-sets.json lists it under '{set.Field}'.");
        }

        var facets = Facets(shape.List(root, "$", "facets", isRequired: false), shape);
        var items = Items(shape.List(root, "$", "items", isRequired: true), shape);
        return new(set.Name, set.File, set.Field, shape.Optional(root, "$", "label") ?? set.Name, items, facets);
    }

    /// <summary>Tabs and line breaks as blanks, so that a line of a prompt stays one.</summary>
    public static string Flat(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');

    private static IReadOnlyList<MappingItem> Items(IReadOnlyList<(JsonElement Element, string Path)> entries, JsonShape shape)
    {
        var items = new List<(MappingItem Item, string Path)>();
        foreach (var (element, path) in entries)
        {
            if (shape.Object(element, path, "id", "name", "description"))
            {
                var item = new MappingItem(
                    Flat(shape.Text(element, path, "id")),
                    Flat(shape.Text(element, path, "name")),
                    Flat(shape.Text(element, path, "description"))
                );
                items.Add((item, path));
            }
        }

        shape.Unique(items.Select(entry => (entry.Item.Id, $"{entry.Path}.id")), "id");
        return [.. items.Select(entry => entry.Item).DistinctBy(item => item.Id).OrderBy(item => item.Id, StringComparer.Ordinal)];
    }

    private static List<FacetDefinition> Facets(IReadOnlyList<(JsonElement Element, string Path)> entries, JsonShape shape)
    {
        var facets = new List<FacetDefinition>();
        foreach (var (element, path) in entries)
        {
            if (!shape.Object(element, path, "id", "label", "type", "required", "description", "options"))
            {
                continue;
            }

            var id = shape.Text(element, path, "id");
            shape.Plain(id, $"{path}.id");
            var type = shape.Text(element, path, "type");
            if (type.Length > 0 && !Types.Contains(type))
            {
                shape.Add($"{path}.type", $"'{type}' is no type; expected one of {string.Join(", ", Types)}.");
            }

            facets.Add(
                new(
                    id,
                    Flat(shape.Text(element, path, "label")),
                    Enum.TryParse<FacetType>(type, ignoreCase: true, out var parsed) ? parsed : FacetType.String,
                    shape.Truth(element, path, "required"),
                    shape.Optional(element, path, "description") is { } description ? Flat(description) : null,
                    Options(element, path, type, shape)
                )
            );
        }

        shape.Unique(facets.Select((facet, index) => (facet.Id, $"$.facets[{index}].id")), "id");
        return facets;
    }

    private static List<FacetOption> Options(JsonElement facet, string path, string type, JsonShape shape)
    {
        if (type != "enum")
        {
            if (facet.TryGetProperty("options", out _))
            {
                shape.Add($"{path}.options", $"Only a facet of type enum has options; this one is of type '{type}'.");
            }

            return [];
        }

        var options = new List<FacetOption>();
        foreach (var (element, place) in shape.List(facet, path, "options", isRequired: true))
        {
            if (shape.Object(element, place, "id", "label"))
            {
                options.Add(new(shape.Text(element, place, "id"), Flat(shape.Text(element, place, "label"))));
            }
        }

        shape.Unique(options.Select((option, index) => (option.Id, $"{path}.options[{index}].id")), "option");
        return options;
    }
}
