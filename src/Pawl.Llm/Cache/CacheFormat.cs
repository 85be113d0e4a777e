using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pawl.Llm.Cache;

/// <summary>
/// The text of an entry: one JSON object whose <c>sha256</c> is of the UTF-8 of its <c>content</c>, byte for byte as it stands there.
/// </summary>
/// <example><code>
/// {"format":1,"sha256":"9f86…",
/// "content":{"model":"gpt-5-mini","key":"03ab…","provider":"openai",…,"answer":{"text":"{…}",…}}
/// }
/// </code></example>
internal static class CacheFormat
{
    private const string Head = "{\"format\":1,\"sha256\":\"";
    private const string Middle = "\",\n\"content\":";
    private const string Tail = "\n}\n";
    private const int HashLength = 64;

    // Entries are read by people too: letters of other scripts stay letters.
    private static readonly CacheEntryJson Json = new(
        new JsonSerializerOptions(CacheEntryJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    public static byte[] Write(CacheEntry entry)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(entry, Json.CacheEntry);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        return [.. Encoding.ASCII.GetBytes(Head + hash + Middle), .. content, .. Encoding.ASCII.GetBytes(Tail)];
    }

    /// <param name="key">The key the file is named for.</param>
    /// <param name="damage">Why it is no whole entry; empty when it is.</param>
    /// <returns>Null when it is damaged.</returns>
    public static CacheEntry? Read(ReadOnlySpan<byte> file, string key, out string damage)
    {
        var start = Head.Length + HashLength + Middle.Length;
        if (
            file.Length < start + Tail.Length
            || !file.StartsWith(Encoding.ASCII.GetBytes(Head))
            || !file[(Head.Length + HashLength)..].StartsWith(Encoding.ASCII.GetBytes(Middle))
            || !file.EndsWith(Encoding.ASCII.GetBytes(Tail))
        )
        {
            damage = $"expected an entry with format 1, a SHA-256 and a content, found {file.Length} bytes that are not one";
            return null;
        }

        var content = file[start..^Tail.Length];
        var said = Encoding.ASCII.GetString(file.Slice(Head.Length, HashLength));
        var computed = Convert.ToHexStringLower(SHA256.HashData(content));
        if (said != computed)
        {
            damage = $"expected a content with SHA-256 {said[..12]}…, found {computed[..12]}…";
            return null;
        }

        try
        {
            var entry = JsonSerializer.Deserialize(content, Json.CacheEntry)!;
            damage = entry.Key == key ? "" : $"expected the entry of {key}, found that of {entry.Key}";
            return entry.Key == key ? entry : null;
        }
        catch (JsonException fault)
        {
            damage = $"expected a content of format 1, found: {fault.Message}";
            return null;
        }
    }

    /// <summary>The model of an entry from the beginning of its file.</summary>
    /// <returns>Null when that is not the beginning of an entry.</returns>
    public static string? ModelOf(ReadOnlySpan<byte> beginning)
    {
        var start = Head.Length + HashLength + Middle.Length;
        if (beginning.Length <= start)
        {
            return null;
        }

        try
        {
            // {"model":"gpt-5-mini", and so on
            var reader = new Utf8JsonReader(beginning[start..], isFinalBlock: false, default);
            return reader.Read() && reader.Read() && reader.ValueTextEquals("model") && reader.Read() ? reader.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(CacheEntry))]
internal sealed partial class CacheEntryJson : JsonSerializerContext;
