using System.Text.Json.Nodes;

namespace Pawl.Text.Tokenizers;

/// <summary>
/// Text to token ids and back. Every token stands for fixed bytes, so a text is the concatenation of its tokens' bytes read as UTF-8.
/// Immutable after construction; encoding may be called from one thread at a time.
/// </summary>
public interface ITokenizer
{
    /// <summary>The spec's word: <c>char</c>, <c>word</c> or <c>bpe</c>.</summary>
    string Kind { get; }

    /// <summary>Ids are 0 to this, exclusive.</summary>
    int VocabularySize { get; }

    /// <exception cref="UnknownTextException">The vocabulary cannot express a piece of the text and has no token for unknown ones.</exception>
    int[] Encode(string text);

    /// <summary>The bytes a token stands for; one token may hold a part of a multi-byte character only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is outside the vocabulary.</exception>
    ReadOnlySpan<byte> BytesOf(int token);

    /// <summary>Everything needed to build it again, with its format version.</summary>
    JsonObject ToJson();
}
