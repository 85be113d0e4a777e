using Pawl.Llm.Calls;

namespace Pawl.Llm.Cache;

/// <summary>What an entry holds: the answer, and of the question what a person needs to recognise it.</summary>
/// <param name="Model">First, so that counting by model reads the beginning of a file only.</param>
/// <param name="SystemPrompt">Its beginning.</param>
/// <param name="LastMessage">Its beginning.</param>
internal sealed record CacheEntry(
    string Model,
    string Key,
    string Provider,
    Sampling Sampling,
    string? Schema,
    string SystemPrompt,
    int Messages,
    string LastMessage,
    ModelAnswer Answer
)
{
    /// <summary>How much of a prompt is kept, in UTF-16 code units: whole prompts would be most of the cache and are not read back.</summary>
    private const int Excerpt = 1000;

    public static CacheEntry Of(ModelCall call, string provider, string key, ModelAnswer answer) =>
        new(
            call.Model,
            key,
            provider,
            call.Sampling,
            call.Schema?.Name,
            Beginning(call.SystemPrompt),
            call.Messages.Count,
            Beginning(call.Messages[^1].Text),
            answer
        );

    private static string Beginning(string text)
    {
        if (text.Length <= Excerpt)
        {
            return text;
        }

        // Not between the two halves of one character.
        var end = char.IsHighSurrogate(text[Excerpt - 1]) ? Excerpt - 1 : Excerpt;
        return text[..end];
    }
}
