using System.Buffers;
using System.Text;

namespace Pawl.Text.Tokenizers;

/// <summary>Decoding, the same for every tokenizer.</summary>
public static class TokenizerText
{
    /// <summary>The text of the tokens; bytes that are no UTF-8 become U+FFFD.</summary>
    public static string Decode(this ITokenizer tokenizer, ReadOnlySpan<int> tokens) =>
        Encoding.UTF8.GetString(DecodeBytes(tokenizer, tokens));

    /// <summary>The exact bytes of the tokens.</summary>
    public static byte[] DecodeBytes(this ITokenizer tokenizer, ReadOnlySpan<int> tokens)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(tokens.Length * 4, 1));
        foreach (var token in tokens)
        {
            bytes.Write(tokenizer.BytesOf(token));
        }

        return bytes.WrittenSpan.ToArray();
    }
}
