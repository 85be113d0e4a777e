namespace Pawl.Evolutions.Reference;

/// <summary>What the words of the prompts mean here.</summary>
public sealed record DefinitionsFile(string Title, string? Version, string? LastUpdated, IReadOnlyList<Definition> Bullets);

/// <param name="Text">The definition itself.</param>
public sealed record Definition(string Id, string Name, string Text)
{
    public string? ShortDefinition { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];
    public IReadOnlyList<string> DecisionRules { get; init; } = [];
    public IReadOnlyList<string> UseWhen { get; init; } = [];
    public IReadOnlyList<string> AvoidConfusionWith { get; init; } = [];
    public IReadOnlyList<string> Examples { get; init; } = [];
    public IReadOnlyList<string> NonExamples { get; init; } = [];
    public IReadOnlyList<string> RelatedTerms { get; init; } = [];

    /// <summary>For the people who keep the file; no prompt holds them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <inheritdoc cref="Tags"/>
    public string? Owner { get; init; }

    /// <inheritdoc cref="Tags"/>
    public string? LastUpdated { get; init; }
}
