using Pawl.Evolutions.Output;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reverse;
using Pawl.Evolutions.Stages;
using Pawl.Llm.Calls;

namespace Pawl.Evolutions.Tests.Reverse;

public sealed class EvolutionReverseTests
{
    private static readonly EvolutionStages Stages = Samples.Stages;

    [Fact]
    public void A_run_finds_every_answer_under_the_key_of_its_call_and_writes_the_same_line()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var evolution = SampleEvolutions.Of(seed);
            var answers = new EvolutionReverse(Stages)
                .Calls(evolution)
                .ToDictionary(call => CallKey.Of(call.Call, "openai"), call => call.Answer);

            Assert.Equal(
                EvolutionLine.Write(evolution),
                EvolutionLine.Write(Run(evolution.Service, call => answers[CallKey.Of(call, "openai")]))
            );
        }
    }

    [Fact]
    public void Slots_are_those_of_a_run()
    {
        var calls = new EvolutionReverse(Stages).Calls(SampleEvolutions.Of(2));

        var stages = calls.Select(call => call.Call.Slot.Stage).ToList();
        Assert.Equal("descriptions", stages[0]);
        Assert.All(Enumerable.Range(1, 5), level => Assert.Contains($"features/{level}", stages));
        Assert.Contains("mapping/1/information", stages);
    }

    [Fact]
    public void Without_mappings_features_and_descriptions_stay()
    {
        var evolution = SampleEvolutions.Of(2);

        var unmapped = EvolutionLine.Read(EvolutionLine.Write(EvolutionReverse.Unmapped(evolution)));

        Assert.All(unmapped.Plateaus, plateau => Assert.Empty(plateau.Mappings));
        Assert.All(unmapped.Plateaus.SelectMany(plateau => plateau.Features), feature => Assert.Empty(feature.Mappings));
        Assert.Equal(
            evolution.Plateaus.SelectMany(plateau => plateau.Features.Select(feature => feature.FeatureId)),
            unmapped.Plateaus.SelectMany(plateau => plateau.Features.Select(feature => feature.FeatureId))
        );
        Assert.Equal(
            evolution.Plateaus.Select(plateau => plateau.ServiceDescription),
            unmapped.Plateaus.Select(plateau => plateau.ServiceDescription)
        );
    }

    [Fact]
    public void An_evolution_of_other_plateaus_gives_no_calls()
    {
        var evolution = SampleEvolutions.Of(2);
        var other = evolution with { Plateaus = [evolution.Plateaus[0] with { PlateauName = "Elsewhere" }] };

        var exception = Assert.Throws<EvolutionException>(() => new EvolutionReverse(Stages).Calls(other));

        Assert.Equal(("S2", "reverse"), (exception.ServiceId, exception.Stage));
    }

    /// <summary>What an engine does for one service, with one answer a call.</summary>
    private static ServiceEvolution Run(ServiceInput service, Func<ModelCall, string> ask)
    {
        var descriptions = Stages.Descriptions.Read(service, ask(Stages.Descriptions.Call(service))).Value;
        var drafts = new List<PlateauDraft>();
        for (var level = 1; level <= descriptions.Count; level++)
        {
            var features = Stages.Features.Read(service, level, ask(Stages.Features.Call(service, level, descriptions[level - 1]))).Value;
            var mappings = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<Contribution>>>();
            foreach (var mapping in Stages.Mappings)
            {
                mappings[mapping.Set.Field] =
                    features.Count == 0
                        ? new Dictionary<string, IReadOnlyList<Contribution>>()
                        : mapping.Read(service, level, features, ask(mapping.Call(service, level, features))).Value;
            }

            drafts.Add(new(level, descriptions[level - 1], features, mappings));
        }

        return new EvolutionAssembler(Samples.Reference).Assemble(Stages.Meta, service, drafts);
    }
}
