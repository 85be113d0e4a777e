using Pawl.Llm.Calls;

namespace Pawl.Evolutions.Stages;

/// <summary>What a run decides about its questions.</summary>
/// <param name="Context">Id of a situation, a file of <c>prompts/contexts</c>.</param>
/// <param name="Inspiration">Id of a file of <c>prompts/inspirations</c>.</param>
/// <param name="Rationales">Each contribution is to say why.</param>
/// <param name="MappingFields">The sets to map to, in the order of the reference data; null for all.</param>
public sealed record StageOptions(
    string Context,
    string Inspiration,
    StageModels Models,
    Sampling Sampling,
    bool Rationales = false,
    IReadOnlyList<string>? MappingFields = null
);

/// <summary>The model of each stage, as the provider names it.</summary>
public sealed record StageModels(string Descriptions, string Features, string Mapping);
