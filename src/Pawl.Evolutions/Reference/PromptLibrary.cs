namespace Pawl.Evolutions.Reference;

/// <summary>The texts that prompts are made of.</summary>
/// <param name="Role">Who the model is to be.</param>
/// <param name="Contexts">By id, the name of the file without its ending: the situation the services are in.</param>
/// <param name="Inspirations">By id: directions to think in.</param>
public sealed record PromptLibrary(
    string Role,
    IReadOnlyDictionary<string, string> Contexts,
    IReadOnlyDictionary<string, string> Inspirations,
    PromptTemplate Descriptions,
    PromptTemplate Features,
    PromptTemplate Mapping,
    PromptTemplate MappingRationale
)
{
    /// <exception cref="KeyNotFoundException">There is no such context.</exception>
    public string Context(string id) => Find(Contexts, id, "context", "contexts");

    /// <exception cref="KeyNotFoundException">There are no such inspirations.</exception>
    public string Inspiration(string id) => Find(Inspirations, id, "inspiration", "inspirations");

    private static string Find(IReadOnlyDictionary<string, string> texts, string id, string what, string folder) =>
        texts.TryGetValue(id, out var text)
            ? text
            : throw new KeyNotFoundException(
                $"There is no {what} '{id}'; expected one of {string.Join(", ", texts.Keys.Order(StringComparer.Ordinal))}. "
                    + $"A file prompts/{folder}/{id}.md in the reference folder would add it."
            );
}
