using System.Text;

namespace Pawl.Text.Tokenizers;

/// <summary>
/// Turns tokens into text as they come. A character whose bytes are spread over tokens is held back until it is whole; bytes that can
/// never become a character read U+FFFD. What is unfinished at the end is never shown.
/// </summary>
public sealed class Utf8TokenStream(ITokenizer tokenizer)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    /// <returns>The text that became certain with this token; may be empty.</returns>
    public string Append(int token)
    {
        var bytes = tokenizer.BytesOf(token);
        Span<char> characters = stackalloc char[512];
        var text = new StringBuilder();
        while (true)
        {
            _decoder.Convert(bytes, characters, flush: false, out var used, out var written, out var isDone);
            text.Append(characters[..written]);
            bytes = bytes[used..];
            if (isDone)
            {
                return text.ToString();
            }
        }
    }
}
