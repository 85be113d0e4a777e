using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pawl.Llm.Calls;

/// <summary>
/// Names a question: two calls have the same key exactly when the same model is asked the same. Covers who answers (<c>openai</c>,
/// <c>compatible</c>, <c>offline/SEED</c>), model, sampling with its seed, system prompt, schema and messages. Left out are the slot, since
/// the question does not depend on who asks, and the provider's address, which changes without the model changing.
/// </summary>
/// <remarks>
/// SHA-256 over values that each begin with their length, so that no two questions have one encoding: a text is its length in bytes (4 bytes,
/// little-endian) and its UTF-8, what is absent is the length −1, numbers are 8 bytes little-endian (IEEE 754 for fractions, −0 as 0).
/// </remarks>
public static class CallKey
{
    /// <summary>Changes when the encoding does, so that keys of different encodings never meet.</summary>
    private const string Encoding = "pawl-call-1";

    private const int Absent = -1;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Lower-case hex characters of a key.</summary>
    public const int Length = 64;

    /// <param name="provider">Who answers, as <c>LlmSettings</c> names it.</param>
    public static string Of(ModelCall call, string provider)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Text(hash, Encoding);
        Text(hash, provider);
        Text(hash, call.Model);
        Number(hash, call.Sampling.Temperature);
        Number(hash, call.Sampling.TopP);
        Number(hash, call.Sampling.Seed);
        Number(hash, (long?)call.Sampling.MaximumOutputTokens);
        Text(hash, call.Sampling.ReasoningEffort);
        Text(hash, call.SystemPrompt);
        Text(hash, call.Schema?.Name);
        Text(hash, call.Schema?.Json);
        Size(hash, call.Messages.Count);
        foreach (var message in call.Messages)
        {
            Text(hash, message.Role);
            Text(hash, message.Text);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>Whether a text has the shape of a key.</summary>
    public static bool Is(ReadOnlySpan<char> text) => text.Length == Length && !text.ContainsAnyExcept(Digits);

    private static void Text(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            Size(hash, Absent);
            return;
        }

        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        Size(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Number(IncrementalHash hash, double? value) =>
        Number(hash, value is { } number ? BitConverter.DoubleToInt64Bits(number + 0.0) : null);

    private static void Number(IncrementalHash hash, long? value)
    {
        if (value is not { } number)
        {
            Size(hash, Absent);
            return;
        }

        Size(hash, sizeof(long));
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Size(IncrementalHash hash, int size)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, size);
        hash.AppendData(bytes);
    }
}
