using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pawl.Text.Tokenizers;

/// <summary>
/// A token for each word or single other character; a word or sign takes the one space before it with it, so that joining the tokens
/// gives the text back. Token 0 stands for everything outside the vocabulary and reads U+FFFD.
/// </summary>
public sealed partial class WordTokenizer : ITokenizer
{
    internal const string KindName = "word";
    private const string Unknown = "\ufffd";

    private readonly string[] _words;
    private readonly byte[][] _bytes;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    /// <param name="words">Distinct, in id order from 1.</param>
    public WordTokenizer(IEnumerable<string> words)
    {
        _words = [Unknown, .. words.Where(word => word != Unknown)];
        _bytes = [.. _words.Select(word => Encoding.UTF8.GetBytes(word))];
        for (var id = 0; id < _words.Length; id++)
        {
            _ids.Add(_words[id], id);
        }
    }

    public string Kind => KindName;

    public int VocabularySize => _words.Length;

    /// <summary>The words of a text: all, or the most frequent ones (ties in ordinal order), in ordinal order.</summary>
    /// <param name="maximumVocabulary">At most this many tokens, the unknown one included; null keeps every word.</param>
    public static WordTokenizer Train(string text, int? maximumVocabulary = null)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var clean = WithoutLoneSurrogates(text);
        foreach (var match in Piece().EnumerateMatches(clean))
        {
            var piece = clean.AsSpan(match.Index, match.Length);
            lookup.TryGetValue(piece, out var count);
            lookup[piece] = count + 1;
        }

        counts.Remove(Unknown);
        var kept = counts.OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Select(word => word.Key);
        return new WordTokenizer(kept.Take((maximumVocabulary ?? int.MaxValue) - 1).Order(StringComparer.Ordinal));
    }

    public int[] Encode(string text)
    {
        var tokens = new List<int>(text.Length / 4);
        var lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        var clean = WithoutLoneSurrogates(text);
        foreach (var match in Piece().EnumerateMatches(clean))
        {
            tokens.Add(lookup.TryGetValue(clean.AsSpan(match.Index, match.Length), out var id) ? id : 0);
        }

        return [.. tokens];
    }

    public ReadOnlySpan<byte> BytesOf(int token)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)token, (uint)_bytes.Length);
        return _bytes[token];
    }

    public JsonObject ToJson() => new() { ["words"] = new JsonArray([.. _words.Skip(1).Select(word => JsonValue.Create(word))]) };

    internal static WordTokenizer FromJson(JsonObject json) => new(json["words"]!.AsArray().Select(word => word!.GetValue<string>()));

    /// <summary>Half a surrogate pair is no character and has no UTF-8: it becomes U+FFFD.</summary>
    private static string WithoutLoneSurrogates(string text) =>
        text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    // Sample: "It's 3 km.\n" gives "It", "'", "s", " 3", " km", ".", "\n".
    [GeneratedRegex(@" ?\w+| ?(?:[\ud800-\udbff][\udc00-\udfff]|[^\w\s])|\s", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: -1)]
    private static partial Regex Piece();
}
