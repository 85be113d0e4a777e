using System.Text;
using System.Text.Json.Nodes;

namespace Pawl.Text.Tokenizers;

/// <summary>
/// A token for each distinct Unicode character (scalar value) of the corpus, in code point order. Lossless on the characters it knows; an
/// unknown one is refused, because to swap it for another would silently change the text.
/// </summary>
public sealed class CharTokenizer : ITokenizer
{
    internal const string KindName = "char";

    private readonly Rune[] _characters;
    private readonly byte[][] _bytes;
    private readonly Dictionary<Rune, int> _ids = [];

    /// <param name="characters">Distinct, in id order.</param>
    public CharTokenizer(IEnumerable<Rune> characters)
    {
        _characters = [.. characters];
        _bytes = [.. _characters.Select(character => Encoding.UTF8.GetBytes(character.ToString()))];
        for (var id = 0; id < _characters.Length; id++)
        {
            _ids.Add(_characters[id], id);
        }
    }

    public string Kind => KindName;

    public int VocabularySize => _characters.Length;

    /// <summary>The distinct characters of a text, sorted.</summary>
    public static CharTokenizer Train(string text)
    {
        var seen = new HashSet<Rune>();
        foreach (var character in text.EnumerateRunes())
        {
            seen.Add(character);
        }

        return new CharTokenizer(seen.Order());
    }

    public int[] Encode(string text)
    {
        var tokens = new List<int>(text.Length);
        var position = 0;
        foreach (var character in text.EnumerateRunes())
        {
            tokens.Add(
                _ids.TryGetValue(character, out var id)
                    ? id
                    : throw new UnknownTextException(character.ToString(), position, $"{VocabularySize} characters")
            );
            position += character.Utf16SequenceLength;
        }

        return [.. tokens];
    }

    public ReadOnlySpan<byte> BytesOf(int token)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)token, (uint)_bytes.Length);
        return _bytes[token];
    }

    public JsonObject ToJson() =>
        new() { ["characters"] = new JsonArray([.. _characters.Select(character => JsonValue.Create(character.ToString()))]) };

    internal static CharTokenizer FromJson(JsonObject json) =>
        new(json["characters"]!.AsArray().Select(character => Rune.GetRuneAt(character!.GetValue<string>(), 0)));
}
