using System.Text.Json.Nodes;

namespace Pawl.Text.Datasets;

/// <summary>What preparation makes of a corpus; part of the prepared folder's name.</summary>
/// <param name="Tokenizer"><c>char</c>, <c>word</c> or <c>bpe</c>.</param>
/// <param name="VocabularySize">Aim of bpe, most tokens of word; null means the tokenizer's own choice.</param>
/// <param name="ValidationFraction">Share of the characters, taken from the end, in (0, 1).</param>
/// <param name="MaximumCharacters">Only the start of the corpus, up to this many UTF-16 units; null takes all of it.</param>
public sealed record DatasetSettings(string Tokenizer, int? VocabularySize, double ValidationFraction, long? MaximumCharacters)
{
    internal JsonObject ToJson() =>
        new()
        {
            ["tokenizer"] = Tokenizer,
            ["vocabulary_size"] = VocabularySize,
            ["validation_fraction"] = ValidationFraction,
            ["maximum_characters"] = MaximumCharacters,
        };
}
