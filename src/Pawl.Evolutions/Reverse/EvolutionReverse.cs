using Pawl.Evolutions.Output;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Stages;
using Pawl.Llm.Calls;

namespace Pawl.Evolutions.Reverse;

/// <summary>Goes back from an evolution to what it was made of.</summary>
internal sealed class EvolutionReverse(EvolutionStages stages)
{
    /// <summary>The evolution without mappings, to be mapped anew.</summary>
    public static ServiceEvolution Unmapped(ServiceEvolution evolution)
    {
        return evolution with
        {
            Meta = evolution.Meta with { MappingTypes = [] },
            Plateaus =
            [
                .. evolution.Plateaus.Select(plateau =>
                    PlateauViews.Build(
                        plateau.Plateau,
                        plateau.PlateauName,
                        plateau.ServiceDescription,
                        plateau.Features.Select(static feature => feature with { Mappings = None }),
                        plateau.Roles.Select(role => new Role(role.RoleId, role.Name, role.Description)),
                        [],
                        static (_, item) => item
                    )
                ),
            ],
        };
    }

    /// <summary>
    /// The calls that a run with these settings makes for the service, each with an answer that makes it write this evolution. Kept in the cache,
    /// they let a run begin where the evolution ends.
    /// </summary>
    /// <remarks>
    /// The answers say what the model said, not in its words: their order is the evolution's. What an evolution does not hold is not made up: an
    /// empty description, or a set the evolution was not mapped to, gives no pair.
    /// </remarks>
    /// <exception cref="EvolutionException">The evolution has other plateaus or roles than the reference data, so that no run would write it.</exception>
    public IReadOnlyList<ReversedCall> Calls(ServiceEvolution evolution)
    {
        Check(evolution);
        var (service, calls) = (evolution.Service, new List<ReversedCall>());
        if (
            evolution.Plateaus.Count == stages.Reference.Plateaus.Count
            && evolution.Plateaus.All(plateau => plateau.ServiceDescription.Length > 0)
        )
        {
            calls.Add(new(stages.Descriptions.Call(service), ReversedAnswers.Descriptions(evolution, stages.Reference)));
        }

        foreach (var plateau in evolution.Plateaus)
        {
            var level = plateau.Plateau;
            calls.Add(
                new(stages.Features.Call(service, level, plateau.ServiceDescription), ReversedAnswers.Features(plateau, stages.Reference))
            );
            foreach (
                var mapping in stages.Mappings.Where(mapping =>
                    plateau.Mappings.ContainsKey(mapping.Set.Field) && plateau.Features.Count > 0
                )
            )
            {
                calls.Add(new(mapping.Call(service, level, plateau.Features), ReversedAnswers.Mapping(plateau, mapping.Set.Field)));
            }
        }

        return calls;
    }

    private static Dictionary<string, IReadOnlyList<Contribution>> None { get; } = [];

    private void Check(ServiceEvolution evolution)
    {
        var reference = stages.Reference;
        foreach (var plateau in evolution.Plateaus)
        {
            if (plateau.Plateau > reference.Plateaus.Count || reference.Plateaus[plateau.Plateau - 1].Name != plateau.PlateauName)
            {
                throw Fault($"plateau {plateau.Plateau} is called '{plateau.PlateauName}', and the reference data have none such");
            }

            if (plateau.Features.FirstOrDefault(feature => reference.Roles.All(role => role.RoleId != feature.CustomerType)) is { } stray)
            {
                throw Fault($"feature '{stray.FeatureId}' is for role '{stray.CustomerType}', which the reference data lack");
            }
        }

        EvolutionException Fault(string message) => new(evolution.Service.ServiceId, "reverse", QuarantineKind.UnknownIds, message);
    }
}

/// <param name="Answer">The text to keep for the call.</param>
internal sealed record ReversedCall(ModelCall Call, string Answer);
