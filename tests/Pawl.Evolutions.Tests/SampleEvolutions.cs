using Pawl.Evolutions.Output;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Tests;

/// <summary>Evolutions made by the stages from answers drawn from a seed.</summary>
internal static class SampleEvolutions
{
    public static ServiceEvolution Of(int seed)
    {
        var (service, drafts) = Drafts(seed);
        return new EvolutionAssembler(Samples.Reference).Assemble(Samples.Stages.Meta, service, drafts);
    }

    public static (ServiceInput Service, IReadOnlyList<PlateauDraft> Drafts) Drafts(int seed)
    {
        var random = new Random(seed);
        var stages = Samples.Stages;
        var service = new ServiceInput($"S{seed}", Samples.Words(random, 2), Samples.Words(random, 9), [new(Samples.Words(random, 3))]);
        var descriptions = stages.Descriptions.Read(service, Samples.Descriptions(random)).Value;
        var drafts = new List<PlateauDraft>();
        for (var level = 1; level <= descriptions.Count; level++)
        {
            var features = stages.Features.Read(service, level, Samples.Features(random)).Value;
            var mappings = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<Contribution>>>();
            foreach (var mapping in stages.Mappings)
            {
                var answer = Samples.Mapping(random, mapping, features.Count);
                mappings[mapping.Set.Field] = mapping.Read(service, level, features, answer).Value;
            }

            drafts.Add(new(level, descriptions[level - 1], features, mappings));
        }

        return (service, drafts);
    }
}
