using System.Text;
using System.Text.Json.Nodes;

namespace Pawl.Text.Tokenizers;

/// <summary>
/// Byte-level byte-pair encoding: tokens 0–255 are the bytes, each further one joins two earlier ones. Any bytes encode, and decoding
/// gives exactly those bytes back.
/// </summary>
/// <remarks>Sennrich, Haddow and Birch, "Neural machine translation of rare words with subword units", 2016, on bytes as in GPT-2.</remarks>
public sealed class BpeTokenizer : ITokenizer
{
    internal const string KindName = "bpe";
    private const int ByteCount = 256;

    /// <summary>Bounds the memory of the cache; text has few distinct pieces, so it is seldom reached.</summary>
    private const int MaximumCachedPieces = 200_000;

    private readonly (int Left, int Right)[] _merges;
    private readonly byte[][] _bytes;
    private readonly Dictionary<long, int> _tokenOfPair = [];
    private readonly Dictionary<byte[], int[]> _cache = new(ByteArrayComparer.Instance);

    /// <param name="merges">In the order they were learned: the first makes token 256.</param>
    /// <exception cref="ArgumentException">A merge joins a token that does not exist before it.</exception>
    public BpeTokenizer(IEnumerable<(int Left, int Right)> merges)
    {
        _merges = [.. merges];
        _bytes = new byte[ByteCount + _merges.Length][];
        for (var id = 0; id < ByteCount; id++)
        {
            _bytes[id] = [(byte)id];
        }

        for (var i = 0; i < _merges.Length; i++)
        {
            var (left, right) = _merges[i];
            var token = ByteCount + i;
            if (left < 0 || right < 0 || left >= token || right >= token)
            {
                throw new ArgumentException($"Merge {i} joins tokens {left} and {right}: expected ids below {token}.");
            }

            _bytes[token] = [.. _bytes[left], .. _bytes[right]];
            _tokenOfPair.TryAdd(Key(left, right), token);
        }
    }

    public string Kind => KindName;

    public int VocabularySize => _bytes.Length;

    /// <summary>Learns merges from a text; the same text always gives the same merges.</summary>
    /// <param name="vocabularySize">At least 256; fewer tokens result when no pair occurs twice any more.</param>
    public static BpeTokenizer Train(string text, int vocabularySize) => Train(Encoding.UTF8.GetBytes(text), vocabularySize);

    /// <inheritdoc cref="Train(string, int)"/>
    public static BpeTokenizer Train(ReadOnlySpan<byte> bytes, int vocabularySize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, ByteCount);
        return new BpeTokenizer(BpeTrainer.Learn(bytes, vocabularySize - ByteCount));
    }

    public int[] Encode(string text) => EncodeBytes(Encoding.UTF8.GetBytes(text));

    public int[] EncodeBytes(ReadOnlySpan<byte> bytes)
    {
        var tokens = new List<int>(bytes.Length / 2);
        var cache = _cache.GetAlternateLookup<ReadOnlySpan<byte>>();
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..BytePieces.Next(bytes)];
            if (!cache.TryGetValue(piece, out var ids))
            {
                ids = Merge(piece);
                if (_cache.Count < MaximumCachedPieces)
                {
                    cache[piece] = ids;
                }
            }

            tokens.AddRange(ids);
            bytes = bytes[piece.Length..];
        }

        return [.. tokens];
    }

    public ReadOnlySpan<byte> BytesOf(int token)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)token, (uint)_bytes.Length);
        return _bytes[token];
    }

    public JsonObject ToJson() =>
        new() { ["merges"] = new JsonArray([.. _merges.Select(merge => new JsonArray(merge.Left, merge.Right))]) };

    internal static BpeTokenizer FromJson(JsonObject json) =>
        new(json["merges"]!.AsArray().Select(merge => (merge![0]!.GetValue<int>(), merge[1]!.GetValue<int>())));

    internal static long Key(int left, int right) => ((long)left << 32) | (uint)right;

    /// <summary>Joins the pair learned first, everywhere in the piece, until none is left.</summary>
    private int[] Merge(ReadOnlySpan<byte> piece)
    {
        Span<int> ids = stackalloc int[BytePieces.MaximumLength];
        var length = piece.Length;
        for (var i = 0; i < length; i++)
        {
            ids[i] = piece[i];
        }

        while (length > 1)
        {
            var best = int.MaxValue;
            for (var i = 0; i + 1 < length; i++)
            {
                if (_tokenOfPair.TryGetValue(Key(ids[i], ids[i + 1]), out var token) && token < best)
                {
                    best = token;
                }
            }

            if (best == int.MaxValue)
            {
                break;
            }

            length = Replace(ids[..length], _merges[best - ByteCount], best);
        }

        return ids[..length].ToArray();
    }

    private static int Replace(Span<int> ids, (int Left, int Right) pair, int token)
    {
        var end = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            var isPair = i + 1 < ids.Length && ids[i] == pair.Left && ids[i + 1] == pair.Right;
            ids[end++] = isPair ? token : ids[i];
            i += isPair ? 1 : 0;
        }

        return end;
    }
}
