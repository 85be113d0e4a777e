using System.Text.Json.Nodes;
using Pawl.Evolutions.Mapping;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reference;
using Pawl.Evolutions.Stages;
using Pawl.Llm.Calls;

namespace Pawl.Evolutions.Tests;

/// <summary>The reference data of the program, stages over them, and answers drawn from a seed.</summary>
internal static class Samples
{
    public static ReferenceLibrary Reference { get; } = ReferenceLibrary.Load(null);

    public static EvolutionStages Stages { get; } = Of();

    public static ServiceInput Service { get; } = new("S7", "Enrolment", "Gets people enrolled.", [new("Enrol in minutes")]);

    public static EvolutionStages Of(bool rationales = false) =>
        new(
            Reference,
            new("city-libraries", "general", new("large", "middle", "small"), new Sampling(Temperature: 0, Seed: 7), rationales)
        );

    public static string Descriptions(Random random) =>
        Object("descriptions", Reference.Plateaus.Select(plateau => (plateau.Id, (JsonNode)Words(random, 8)))).ToJsonString();

    public static string Features(Random random) =>
        Object("features", Reference.Roles.Select(role => (role.RoleId, (JsonNode)List(random.Next(0, 4), () => Feature(random)))))
            .ToJsonString();

    /// <summary>An answer by refs that keeps every rule.</summary>
    public static string Mapping(Random random, MappingStage stage, int features) =>
        Object(
                "features",
                Enumerable
                    .Range(0, features)
                    .Select(index =>
                        (
                            PromptText.Ref(index),
                            (JsonNode)new JsonObject { [stage.Set.Field] = List(random.Next(0, 4), () => Contribution(random, stage.Set)) }
                        )
                    )
            )
            .ToJsonString();

    public static string Words(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Word(random)));

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(2, 9)).Select(_ => "abcdefghijklmnopqrstuvwxyzäé\"\\|漢"[random.Next(31)]));

    private static JsonObject Feature(Random random) =>
        new()
        {
            ["name"] = Words(random, 2),
            ["description"] = Words(random, 6),
            ["score"] = new JsonObject { ["level"] = random.Next(1, 6), ["justification"] = Words(random, 4) },
        };

    private static JsonObject Contribution(Random random, MappingSet set)
    {
        var facets = new JsonObject();
        foreach (var facet in set.Facets.Where(facet => facet.Required || random.Next(2) == 0))
        {
            facets[facet.Id] = facet.Type switch
            {
                FacetType.String => Words(random, 2),
                FacetType.Integer => random.Next(100),
                FacetType.Number => random.Next(100) / 8.0,
                FacetType.Boolean => random.Next(2) == 0,
                _ => facet.Options[random.Next(facet.Options.Count)].Id,
            };
        }

        return new() { ["item"] = set.Items[random.Next(set.Items.Count)].Id, ["facets"] = facets };
    }

    private static JsonArray List(int count, Func<JsonNode> entry) => new([.. Enumerable.Range(0, count).Select(_ => entry())]);

    private static JsonObject Object(string key, IEnumerable<(string Key, JsonNode Value)> entries)
    {
        var inner = new JsonObject();
        foreach (var (name, value) in entries)
        {
            inner[name] = value;
        }

        return new() { [key] = inner };
    }
}
