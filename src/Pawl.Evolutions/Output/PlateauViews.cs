using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Output;

/// <summary>Brings a plateau into its one order and builds, from the features, the views by role and by catalogue item.</summary>
internal static class PlateauViews
{
    /// <param name="features">With their mappings.</param>
    /// <param name="roles">Every role that is to be listed.</param>
    /// <param name="fields">Every field that was mapped: one without a hit stands there with no groups.</param>
    /// <param name="itemName">Of a field and an item.</param>
    public static PlateauResult Build(
        int level,
        string name,
        string description,
        IEnumerable<PlateauFeature> features,
        IEnumerable<Role> roles,
        IEnumerable<string> fields,
        Func<string, string, string> itemName
    )
    {
        var ordered = features.Select(Ordered).OrderBy(feature => feature.FeatureId, StringComparer.Ordinal).ToList();
        var byRole = ordered.ToLookup(feature => feature.CustomerType);
        return new(
            level,
            name,
            description,
            ordered,
            [
                .. roles
                    .OrderBy(role => role.RoleId, StringComparer.Ordinal)
                    .Select(role => new PlateauRole(role.RoleId, role.Name, role.Description, [.. byRole[role.RoleId]])),
            ],
            Groups(ordered, fields, itemName)
        );
    }

    /// <summary>By field and item, each with the features that name it.</summary>
    public static SortedDictionary<string, IReadOnlyList<MappingFeatureGroup>> Groups(
        IReadOnlyList<PlateauFeature> features,
        IEnumerable<string> fields,
        Func<string, string, string> itemName
    )
    {
        var groups = new SortedDictionary<string, IReadOnlyList<MappingFeatureGroup>>(StringComparer.Ordinal);
        foreach (var field in fields.Concat(features.SelectMany(feature => feature.Mappings.Keys)).Distinct())
        {
            groups[field] =
            [
                .. features
                    .SelectMany(feature =>
                        feature.Mappings.GetValueOrDefault(field, []).Select(contribution => (contribution.Item, Feature: feature))
                    )
                    .GroupBy(pair => pair.Item)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new MappingFeatureGroup(
                        group.Key,
                        itemName(field, group.Key),
                        [
                            .. group
                                .Select(pair => new FeatureReference(pair.Feature.FeatureId, pair.Feature.Description))
                                .OrderBy(reference => reference.FeatureId, StringComparer.Ordinal),
                        ]
                    )),
            ];
        }

        return groups;
    }

    private static PlateauFeature Ordered(PlateauFeature feature)
    {
        var mappings = new SortedDictionary<string, IReadOnlyList<Contribution>>(StringComparer.Ordinal);
        foreach (var (field, contributions) in feature.Mappings)
        {
            mappings[field] = [.. contributions.Select(Ordered).OrderBy(contribution => contribution.Item, StringComparer.Ordinal)];
        }

        return feature with
        {
            Mappings = mappings,
        };
    }

    private static Contribution Ordered(Contribution contribution) =>
        contribution.Facets is null
            ? contribution
            : contribution with
            {
                Facets = new SortedDictionary<string, FacetValue>(contribution.Facets.ToDictionary(), StringComparer.Ordinal),
            };
}
