using System.Text.Json;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Reference;

/// <summary>Reads the JSON files of the reference data: plateaus, roles, definitions and the list of mapping sets.</summary>
internal static class ReferenceParts
{
    public static IReadOnlyList<Plateau> Plateaus(JsonElement root, JsonShape shape)
    {
        var plateaus = new List<Plateau>();
        foreach (var (element, path) in shape.Entries(root, "$", isRequired: true))
        {
            if (!shape.Object(element, path, "id", "name", "description"))
            {
                continue;
            }

            var (id, name) = (shape.Text(element, path, "id"), shape.Text(element, path, "name"));
            shape.Plain(id, $"{path}.id");
            var below = $"{path}.description";
            if (!element.TryGetProperty("description", out var text))
            {
                shape.Add(below, "The key is missing.");
            }
            else if (shape.Object(text, below, "core_idea", "key_characteristics", "what_it_feels_like"))
            {
                plateaus.Add(
                    new(
                        id,
                        name,
                        new(
                            shape.Text(text, below, "core_idea"),
                            shape.Texts(text, below, "key_characteristics", isRequired: true),
                            shape.Text(text, below, "what_it_feels_like")
                        )
                    )
                );
            }
        }

        shape.Unique(plateaus.Select((plateau, index) => (plateau.Id, $"$[{index}].id")), "id");
        shape.Unique(plateaus.Select((plateau, index) => (plateau.Name, $"$[{index}].name")), "name");
        return plateaus;
    }

    public static IReadOnlyList<Role> Roles(JsonElement root, JsonShape shape)
    {
        var roles = new List<Role>();
        foreach (var (element, path) in shape.Entries(root, "$", isRequired: true))
        {
            if (shape.Object(element, path, "role_id", "name", "description"))
            {
                var id = shape.Text(element, path, "role_id");
                shape.Plain(id, $"{path}.role_id");
                roles.Add(new(id, shape.Text(element, path, "name"), shape.Text(element, path, "description")));
            }
        }

        shape.Unique(roles.Select((role, index) => (role.RoleId, $"$[{index}].role_id")), "role_id");
        return roles;
    }

    public static DefinitionsFile Definitions(JsonElement root, JsonShape shape)
    {
        var bullets = new List<Definition>();
        if (!shape.Object(root, "$", "title", "version", "last_updated", "bullets"))
        {
            return new("", null, null, bullets);
        }

        foreach (var (element, path) in shape.List(root, "$", "bullets", isRequired: true))
        {
            if (Definition(element, path, shape) is { } definition)
            {
                bullets.Add(definition);
            }
        }

        shape.Unique(bullets.Select((bullet, index) => (bullet.Id, $"$.bullets[{index}].id")), "id");
        return new(
            shape.Text(root, "$", "title"),
            shape.Optional(root, "$", "version"),
            shape.Optional(root, "$", "last_updated"),
            bullets
        );
    }

    /// <summary>Entries of <c>mapping-sets.json</c>: <c>{"name":"Applications","file":"catalogues/applications.json","field":"applications"}</c>.</summary>
    public static IReadOnlyList<(string Name, string File, string Field)> Sets(JsonElement root, JsonShape shape)
    {
        var sets = new List<(string Name, string File, string Field)>();
        foreach (var (element, path) in shape.Entries(root, "$", isRequired: false))
        {
            if (!shape.Object(element, path, "name", "file", "field"))
            {
                continue;
            }

            var (file, field) = (shape.Text(element, path, "file"), shape.Text(element, path, "field"));
            shape.Plain(field, $"{path}.field");
            if (Path.IsPathRooted(file) || file.Split('/', '\\').Contains(".."))
            {
                shape.Add($"{path}.file", $"'{file}' lies outside the reference folder; expected a path inside it.");
                continue;
            }

            sets.Add((shape.Text(element, path, "name"), file, field));
        }

        shape.Unique(sets.Select((set, index) => (set.Field, $"$[{index}].field")), "field");
        shape.Unique(sets.Select((set, index) => (set.Name, $"$[{index}].name")), "name");
        return sets;
    }

    private static Definition? Definition(JsonElement element, string path, JsonShape shape)
    {
        return !shape.Object(
            element,
            path,
            "id",
            "name",
            "definition",
            "aliases",
            "short_definition",
            "decision_rules",
            "use_when",
            "avoid_confusion_with",
            "examples",
            "non_examples",
            "related_terms",
            "tags",
            "owner",
            "last_updated"
        )
            ? null
            : new(shape.Text(element, path, "id"), shape.Text(element, path, "name"), shape.Text(element, path, "definition"))
            {
                Aliases = shape.Texts(element, path, "aliases"),
                ShortDefinition = shape.Optional(element, path, "short_definition"),
                DecisionRules = shape.Texts(element, path, "decision_rules"),
                UseWhen = shape.Texts(element, path, "use_when"),
                AvoidConfusionWith = shape.Texts(element, path, "avoid_confusion_with"),
                Examples = shape.Texts(element, path, "examples"),
                NonExamples = shape.Texts(element, path, "non_examples"),
                RelatedTerms = shape.Texts(element, path, "related_terms"),
                Tags = shape.Texts(element, path, "tags"),
                Owner = shape.Optional(element, path, "owner"),
                LastUpdated = shape.Optional(element, path, "last_updated"),
            };
    }
}
