namespace Pawl.Text.Model;

/// <summary>Generates one text from a <see cref="GptModel"/> token by token; a <see cref="GptBatchDecoder"/> of one stream.</summary>
/// <remarks>Not thread-safe; the weights must not change between <see cref="Reset"/> and the last <see cref="Append"/>.</remarks>
public sealed class GptDecoder(GptModel model) : IDisposable
{
    private readonly GptBatchDecoder _decoder = new(model, 1);

    /// <summary>Tokens that the next logits see besides those to come, at most the block size.</summary>
    public int WindowLength => _decoder.WindowLength(0);

    /// <summary>Forgets all tokens.</summary>
    public void Reset() => _decoder.Reset(0);

    /// <summary>Appends tokens to the context.</summary>
    /// <param name="tokens">One or more, each inside the vocabulary.</param>
    /// <param name="logitsOfLast">(vocabulary): of the token to follow.</param>
    /// <exception cref="ArgumentException">No token, one outside the vocabulary, or a span of the wrong size; nothing is appended then.</exception>
    public void Append(ReadOnlySpan<int> tokens, Span<float> logitsOfLast) => _decoder.Append([0], [tokens.Length], tokens, logitsOfLast);

    public void Dispose() => _decoder.Dispose();
}
