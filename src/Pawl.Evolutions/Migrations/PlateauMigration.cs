using Pawl.Evolutions.Output;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Migrations;

/// <summary>Fills what a plateau of 1.0 left empty: the features' contributions from the groups by item, or the other way round, and the roles.</summary>
internal static class PlateauMigration
{
    /// <summary>What of a plateau would not even let itself be rearranged; null for nothing.</summary>
    public static string? Fault(OldPlateau plateau)
    {
        var path = $"plateau {plateau.Plateau}";
        return RecordRules.First(plateau.Features, $"{path}: features", RecordRules.Fault)
            ?? RecordRules.First(plateau.Roles ?? [], $"{path}: roles", static (_, _) => null)
            ?? (plateau.Mappings ?? new Dictionary<string, IReadOnlyList<MappingFeatureGroup>>())
                .Select(pair =>
                    pair.Value is null
                        ? $"{path}: mappings.{pair.Key} is null"
                        : RecordRules.First(
                            pair.Value,
                            $"{path}: mappings.{pair.Key}",
                            static (group, at) => RecordRules.First(group.Mappings, $"{at}.mappings", static (_, _) => null)
                        )
                )
                .FirstOrDefault(fault => fault is not null)
            ?? Stray(plateau, path);
    }

    public static PlateauResult Of(OldPlateau old, ref MigrationCounts counts)
    {
        var groups = old.Mappings ?? new Dictionary<string, IReadOnlyList<MappingFeatureGroup>>();
        var rebuilt = 0;
        var roles = Roles(old);
        var features = old
            .Features.Select(feature =>
            {
                var filled = Filled(feature, groups);
                rebuilt += filled.Mappings.Values.Sum(list => list.Count) > feature.Mappings.Values.Sum(list => list.Count) ? 1 : 0;
                return filled with { Role = feature.Role ?? roles.GetValueOrDefault(feature.CustomerType) };
            })
            .ToList();
        var names = groups
            .SelectMany(pair => pair.Value.Select(group => (Field: pair.Key, Group: group)))
            .ToLookup(pair => (pair.Field, pair.Group.Id), pair => pair.Group.Name);
        var plateau = PlateauViews.Build(
            old.Plateau,
            old.PlateauName,
            old.ServiceDescription,
            features,
            roles.Values,
            groups.Keys,
            // A line of `map` may name an item that its groups lack; the catalogue it came from is not at hand.
            (field, item) => names[(field, item)].FirstOrDefault() ?? item
        );
        counts = counts with
        {
            RebuiltContributions = counts.RebuiltContributions + rebuilt,
            RebuiltGroups = counts.RebuiltGroups + (Count(plateau.Mappings) > Count(groups) ? 1 : 0),
        };
        return plateau;
    }

    private static int Count(IReadOnlyDictionary<string, IReadOnlyList<MappingFeatureGroup>> groups) =>
        groups.Values.Sum(list => list.Sum(group => group.Mappings.Count));

    /// <summary>A group that names a feature the plateau lacks.</summary>
    private static string? Stray(OldPlateau plateau, string path)
    {
        var ids = plateau.Features.Select(feature => feature.FeatureId).ToHashSet();
        var stray = plateau
            .Mappings?.Values.SelectMany(groups => groups.SelectMany(group => group.Mappings))
            .FirstOrDefault(reference => !ids.Contains(reference.FeatureId));
        return stray is null ? null : $"{path}: a group names feature '{stray.FeatureId}', which the plateau lacks";
    }

    /// <summary>Contributions of the feature itself first, with their facets; what only a group tells is added.</summary>
    private static PlateauFeature Filled(PlateauFeature feature, IReadOnlyDictionary<string, IReadOnlyList<MappingFeatureGroup>> groups)
    {
        var mappings = feature.Mappings.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var (field, list) in groups)
        {
            var own = mappings.GetValueOrDefault(field, []);
            var more = list.Where(group => group.Mappings.Any(reference => reference.FeatureId == feature.FeatureId))
                .Where(group => own.All(contribution => contribution.Item != group.Id))
                .Select(group => new Contribution(group.Id));
            mappings[field] = [.. own, .. more];
        }

        return feature with
        {
            Mappings = mappings.ToDictionary(
                pair => pair.Key,
                pair => (IReadOnlyList<Contribution>)[.. pair.Value.DistinctBy(contribution => contribution.Item)]
            ),
        };
    }

    /// <summary>From the list of roles and from the features.</summary>
    private static Dictionary<string, Role> Roles(OldPlateau old)
    {
        var roles = new Dictionary<string, Role>();
        foreach (var role in old.Roles ?? [])
        {
            roles.TryAdd(role.RoleId, new(role.RoleId, role.Name, role.Description));
        }

        foreach (var feature in old.Features)
        {
            // A feature that names a role nobody described keeps it: with the id for all that is known of it.
            roles.TryAdd(feature.CustomerType, feature.Role ?? new(feature.CustomerType, feature.CustomerType, feature.CustomerType));
        }

        return roles;
    }
}
