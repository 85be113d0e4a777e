using Pawl.Evolutions.Records;
using Pawl.Evolutions.Stages;

namespace Pawl.Evolutions.Engine;

/// <summary>What strict settings ask of a whole evolution.</summary>
internal static class StrictRules
{
    /// <returns>The first rule that is broken; null when none is.</returns>
    public static EvolutionException? Fault(string serviceId, ServiceEvolution evolution, EvolutionStages stages)
    {
        foreach (var plateau in evolution.Plateaus)
        {
            foreach (var stage in stages.Mappings)
            {
                if (!plateau.Mappings.TryGetValue(stage.Set.Field, out var groups) || groups.Count == 0)
                {
                    return Broken(StageNames.Mapping(plateau.Plateau, stage.Set.Field), "no feature is mapped to any item");
                }
            }
        }

        var served = evolution
            .Plateaus.SelectMany(plateau => plateau.Features)
            .Select(feature => feature.CustomerType)
            .ToHashSet(StringComparer.Ordinal);
        return stages.Reference.Roles.FirstOrDefault(role => !served.Contains(role.RoleId)) is { } forgotten
            ? Broken("assembly", $"role '{forgotten.RoleId}' has no feature at any plateau")
            : null;

        EvolutionException Broken(string stage, string message) => new(serviceId, stage, FailureKinds.Strict, message);
    }
}
