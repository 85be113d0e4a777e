using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reference;

namespace Pawl.Evolutions.Output;

/// <summary>Joins what the stages brought into a line: every list in its one order, every role listed, contributions from both sides.</summary>
internal sealed class EvolutionAssembler(ReferenceLibrary reference)
{
    public const string Stage = "assembly";

    /// <param name="plateaus">In any order; usually all of the reference data.</param>
    /// <exception cref="EvolutionException">Plateau, role, feature, field or item is not known, or one stands there twice.</exception>
    public ServiceEvolution Assemble(ServiceMeta meta, ServiceInput service, IReadOnlyList<PlateauDraft> plateaus)
    {
        var levels = new HashSet<int>();
        var results = new List<PlateauResult>();
        foreach (var draft in plateaus.OrderBy(draft => draft.Level))
        {
            if (draft.Level < 1 || draft.Level > reference.Plateaus.Count || !levels.Add(draft.Level))
            {
                throw Fault(
                    service,
                    $"plateau {draft.Level} is unknown or there twice; the reference data have 1 to {reference.Plateaus.Count}"
                );
            }

            results.Add(Plateau(service, draft));
        }

        return new(meta, service.Features.Count == 0 ? service : service with { Features = [] }, results);
    }

    private PlateauResult Plateau(ServiceInput service, PlateauDraft draft)
    {
        var ids = new HashSet<string>();
        foreach (var feature in draft.Features)
        {
            if (!ids.Add(feature.FeatureId))
            {
                throw Fault(service, $"feature '{feature.FeatureId}' is there twice at plateau {draft.Level}");
            }
        }

        foreach (var (field, byFeature) in draft.Mappings)
        {
            if (byFeature.Keys.FirstOrDefault(id => !ids.Contains(id)) is { } unknown)
            {
                throw Fault(service, $"the mapping of '{field}' names feature '{unknown}', which plateau {draft.Level} lacks");
            }
        }

        return PlateauViews.Build(
            draft.Level,
            reference.Plateaus[draft.Level - 1].Name,
            draft.Description.Trim(),
            draft.Features.Select(feature => Filled(service, feature, draft.Mappings)),
            reference.Roles,
            draft.Mappings.Keys,
            (field, item) => ItemName(service, field, item)
        );
    }

    private PlateauFeature Filled(
        ServiceInput service,
        PlateauFeature feature,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<Contribution>>> mappings
    )
    {
        var role =
            reference.Roles.FirstOrDefault(role => role.RoleId == feature.CustomerType)
            ?? throw Fault(service, $"feature '{feature.FeatureId}' is for role '{feature.CustomerType}', which the reference data lack");
        return feature with
        {
            Name = feature.Name.Trim(),
            Description = feature.Description.Trim(),
            Role = role,
            Mappings = mappings.ToDictionary(pair => pair.Key, pair => pair.Value.GetValueOrDefault(feature.FeatureId, [])),
        };
    }

    private string ItemName(ServiceInput service, string field, string item)
    {
        var set =
            reference.MappingSets.FirstOrDefault(set => set.Field == field)
            ?? throw Fault(service, $"there is no mapping set '{field}' in the reference data");
        return set.ItemsById.TryGetValue(item, out var found) ? found.Name : throw Fault(service, $"'{field}' has no item '{item}'");
    }

    private static EvolutionException Fault(ServiceInput service, string message) =>
        new(service.ServiceId, Stage, QuarantineKind.SchemaMismatch, message);
}
