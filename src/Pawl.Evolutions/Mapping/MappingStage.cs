using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reference;
using Pawl.Evolutions.Stages;
using Pawl.Llm.Calls;

namespace Pawl.Evolutions.Mapping;

/// <summary>One call a plateau and mapping set: which items of the catalogue each feature rests on.</summary>
internal sealed class MappingStage(ReferenceLibrary reference, StageOptions options, string system, MappingSet set)
{
    private readonly string _catalogue = PromptText.Catalogue(set);
    private readonly string _facets = PromptText.Facets(set);
    private readonly AnswerReading _reading = new(set);

    /// <summary>By number of features: few differ, and each is some kilobytes.</summary>
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, AnswerSchema> _schemas = new();

    public MappingSet Set => set;

    /// <param name="level">From 1.</param>
    /// <param name="features">At least one: a plateau without features asks nothing. Their own mappings do not matter.</param>
    public ModelCall Call(ServiceInput service, int level, IReadOnlyList<PlateauFeature> features)
    {
        ArgumentOutOfRangeException.ThrowIfZero(features.Count);
        var template = options.Rationales ? reference.Prompts.MappingRationale : reference.Prompts.Mapping;
        var prompt = template.Render(
            new Dictionary<string, string>
            {
                ["service"] = PromptText.Service(service),
                ["plateau"] = PromptText.Level(reference.Plateaus, level),
                ["features"] = PromptText.Features(Ordered(features)),
                ["catalogue"] = _catalogue,
                ["facets"] = _facets,
                ["label"] = PromptText.Flat(set.Label),
                ["field"] = set.Field,
            }
        );
        var schema = _schemas.GetOrAdd(
            features.Count,
            static (count, stage) => Schemas.Mapping(stage.Set, count, stage.HasRationales),
            this
        );
        var slot = new CallSlot(service.ServiceId, StageNames.Mapping(level, set.Field));
        return new(slot, options.Models.Mapping, options.Sampling, system, [new("user", prompt)], schema);
    }

    /// <summary>
    /// Reads <c>{"features":{"f01":{"applications":[{"item":"A01","facets":{"use":"record"}}]}}}</c> or
    /// <c>{"features":[{"feature_id":"ZK7CYX","mappings":{"applications":[…]}}]}</c>.
    /// </summary>
    /// <returns>
    /// By feature id, every feature among them; contributions by item. Items that the catalogue lacks are left out, facets that break its rules
    /// stay, and a feature the answer does not mention has none; all of that is noted. An item named twice for a feature counts once.
    /// </returns>
    /// <exception cref="StageAnswerException">The answer has another shape or names a feature twice.</exception>
    public StageResult<IReadOnlyDictionary<string, IReadOnlyList<Contribution>>> Read(
        ServiceInput service,
        int level,
        IReadOnlyList<PlateauFeature> features,
        string text
    )
    {
        var answer = new Answer(service.ServiceId, StageNames.Mapping(level, set.Field), text);
        return answer.Read(root => _reading.Read(answer, root, Ordered(features)));
    }

    private bool HasRationales => options.Rationales;

    private static List<PlateauFeature> Ordered(IReadOnlyList<PlateauFeature> features) =>
        [.. features.OrderBy(feature => feature.FeatureId, StringComparer.Ordinal)];
}
