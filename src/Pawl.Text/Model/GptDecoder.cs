namespace Pawl.Text.Model;

/// <summary>Generates from a <see cref="GptModel"/> token by token.</summary>
/// <remarks>
/// Past the block size the context is cropped to its last block-size tokens, as nanoGPT's <c>generate</c> does. Positions are
/// absolute, so a crop moves every token to a new position and the whole window is computed again for each further token.
/// Not thread-safe; the model must not change between <see cref="Reset"/> and the last <see cref="Append"/>.
/// </remarks>
public sealed class GptDecoder
{
    private readonly GptModel _model;
    private readonly List<int> _window = [];
    private float[] _logits = [];

    public GptDecoder(GptModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
    }

    /// <summary>Tokens of the window that the next logits see, at most the block size.</summary>
    public int WindowLength => _window.Count;

    /// <summary>Forgets all tokens.</summary>
    public void Reset() => _window.Clear();

    /// <summary>Appends tokens to the context.</summary>
    /// <param name="tokens">One or more, each inside the vocabulary.</param>
    /// <param name="logitsOfLast">(vocabulary): of the token to follow.</param>
    /// <exception cref="ArgumentException">No token, one outside the vocabulary, or a span of the wrong size.</exception>
    public void Append(ReadOnlySpan<int> tokens, Span<float> logitsOfLast)
    {
        var vocabulary = _model.Settings.VocabularySize;
        if (tokens.IsEmpty || logitsOfLast.Length != vocabulary)
        {
            throw new ArgumentException(
                $"Append takes one token or more and room for {vocabulary} logits: got {tokens.Length} tokens and room for {logitsOfLast.Length}."
            );
        }

        _window.AddRange(tokens);
        var excess = _window.Count - _model.Settings.BlockSize;
        if (excess > 0)
        {
            _window.RemoveRange(0, excess);
        }

        Array.Resize(ref _logits, _window.Count * vocabulary);
        _model.Logits(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_window), 1, _window.Count, _logits);
        _logits.AsSpan(_logits.Length - vocabulary).CopyTo(logitsOfLast);
    }
}
