using System.Text.Json;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Output;

/// <summary>What a line of version 1.1 has to hold beyond the types of its fields.</summary>
internal static class EvolutionRules
{
    /// <summary>The first thing that is wrong, such as <c>plateaus[2].features[0].score.level is 6; levels are 1 to 5</c>; null when nothing is.</summary>
    public static string? Fault(ServiceEvolution evolution)
    {
        return RecordRules.Fault(evolution.Meta)
            ?? Meta(evolution.Meta)
            ?? (RecordRules.Fault(evolution.Service) is { } fault ? $"service.{fault}" : null)
            ?? RecordRules.First(evolution.Plateaus, "plateaus", Plateau)
            ?? Levels(evolution.Plateaus);
    }

    private static string? Meta(ServiceMeta meta)
    {
        if (meta.SchemaVersion != ServiceMeta.CurrentVersion)
        {
            return $"meta.schema_version is '{meta.SchemaVersion}'; expected '{ServiceMeta.CurrentVersion}'";
        }

        return meta.Models.Any(pair => pair.Value is null) ? "meta.models holds null"
            : meta.MappingTypes.Any(type => type is null) ? "meta.mapping_types holds null"
            : null;
    }

    private static string? Levels(IReadOnlyList<PlateauResult> plateaus)
    {
        for (var index = 1; index < plateaus.Count; index++)
        {
            if (plateaus[index].Plateau <= plateaus[index - 1].Plateau)
            {
                return $"plateaus[{index}].plateau is {plateaus[index].Plateau} after {plateaus[index - 1].Plateau}; levels rise";
            }
        }

        return null;
    }

    private static string? Plateau(PlateauResult plateau, string path)
    {
        return plateau.Plateau < 1
            ? $"{path}.plateau is {plateau.Plateau}; levels begin at 1"
            : RecordRules.Empty(plateau.PlateauName, $"{path}.plateau_name")
                ?? RecordRules.First(plateau.Features, $"{path}.features", RecordRules.Fault)
                ?? Twice(plateau.Features.Select(feature => feature.FeatureId), $"{path}.features", "feature_id")
                ?? RecordRules.First(plateau.Roles, $"{path}.roles", Role)
                ?? Twice(plateau.Roles.Select(role => role.RoleId), $"{path}.roles", "role_id")
                ?? Roles(plateau, path)
                ?? Groups(plateau, path);
    }

    private static string? Role(PlateauRole role, string path) =>
        RecordRules.Empty(role.RoleId, $"{path}.role_id")
        ?? RecordRules.Empty(role.Name, $"{path}.name")
        ?? RecordRules.Empty(role.Description, $"{path}.description")
        ?? RecordRules.First(role.Features, $"{path}.features", RecordRules.Fault);

    /// <summary>Every feature stands under its role, as it stands in the list, and nothing else does.</summary>
    private static string? Roles(PlateauResult plateau, string path)
    {
        var listed = plateau.Roles.Select(role => role.RoleId).ToHashSet();
        if (plateau.Features.FirstOrDefault(feature => !listed.Contains(feature.CustomerType)) is { } stray)
        {
            return $"{path}: feature '{stray.FeatureId}' is for role '{stray.CustomerType}', which {path}.roles lacks";
        }

        foreach (var role in plateau.Roles)
        {
            var expected = plateau.Features.Where(feature => feature.CustomerType == role.RoleId);
            if (!role.Features.Select(Text).SequenceEqual(expected.Select(Text)))
            {
                return $"{path}.roles: the features of '{role.RoleId}' are not those of {path}.features";
            }
        }

        return null;
    }

    /// <summary>The groups by item tell what the features tell.</summary>
    private static string? Groups(PlateauResult plateau, string path)
    {
        foreach (var (field, groups) in plateau.Mappings)
        {
            var place = $"{path}.mappings.{field}";
            var fault = groups is null ? $"{place} is null" : RecordRules.First(groups, place, Group);
            if (fault is not null)
            {
                return fault;
            }
        }

        // The names of items are not the features' to know: they are taken as they stand.
        var names = plateau
            .Mappings.SelectMany(pair => pair.Value.Select(group => (pair.Key, group)))
            .ToLookup(pair => (pair.Key, pair.group.Id), pair => pair.group.Name);
        var expected = PlateauViews.Groups(
            plateau.Features,
            plateau.Mappings.Keys,
            (field, item) => names[(field, item)].FirstOrDefault() ?? ""
        );
        foreach (var (field, groups) in expected)
        {
            if (!plateau.Mappings.TryGetValue(field, out var actual) || !actual.Select(Text).SequenceEqual(groups.Select(Text)))
            {
                return $"{path}.mappings.{field} does not tell what the features' own mappings tell";
            }
        }

        return null;
    }

    private static string? Group(MappingFeatureGroup group, string path) =>
        RecordRules.Empty(group.Id, $"{path}.id")
        ?? RecordRules.Empty(group.Name, $"{path}.name")
        ?? RecordRules.First(
            group.Mappings,
            $"{path}.mappings",
            static (reference, at) =>
                RecordRules.Empty(reference.FeatureId, $"{at}.feature_id") ?? RecordRules.Empty(reference.Description, $"{at}.description")
        );

    private static string? Twice(IEnumerable<string> ids, string path, string key)
    {
        var seen = new HashSet<string>();
        return ids.FirstOrDefault(id => !seen.Add(id)) is { } twice ? $"{path} has {key} '{twice}' twice" : null;
    }

    private static string Text(PlateauFeature feature) => JsonSerializer.Serialize(feature, RecordJson.Plain.PlateauFeature);

    private static string Text(MappingFeatureGroup group) => JsonSerializer.Serialize(group, RecordJson.Plain.MappingFeatureGroup);
}
