using System.Runtime.InteropServices;
using Pawl.Tensors;

namespace Pawl.Text.Model;

/// <summary>Generates from a <see cref="GptModel"/> token by token; keys and values of earlier tokens are kept.</summary>
/// <remarks>
/// Past the block size the context is cropped to its last block-size tokens, as nanoGPT's <c>generate</c> does. Positions are
/// absolute, so a crop moves every token to a new position, nothing kept holds any more, and the whole window is computed again
/// for each further token. Not thread-safe; the weights must not change between <see cref="Reset"/> and the last <see cref="Append"/>.
/// </remarks>
public sealed class GptDecoder
{
    private readonly GptModel _model;
    private readonly List<int> _window = [];

    /// <summary>One per block: (block size, 2 · width), keys then values.</summary>
    private readonly Tensor[] _caches;

    public GptDecoder(GptModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        var shape = new TensorShape(model.Settings.BlockSize, 2 * model.Settings.Width);
        _caches = [.. Enumerable.Range(0, model.Settings.Layers).Select(_ => new Tensor(shape))];
    }

    /// <summary>Tokens that the next logits see besides those to come, at most the block size.</summary>
    public int WindowLength => _window.Count;

    /// <summary>Forgets all tokens.</summary>
    public void Reset() => _window.Clear();

    /// <summary>Appends tokens to the context.</summary>
    /// <param name="tokens">One or more, each inside the vocabulary.</param>
    /// <param name="logitsOfLast">(vocabulary): of the token to follow.</param>
    /// <exception cref="ArgumentException">No token, one outside the vocabulary, or a span of the wrong size; nothing is appended then.</exception>
    public void Append(ReadOnlySpan<int> tokens, Span<float> logitsOfLast)
    {
        var vocabulary = _model.Settings.VocabularySize;
        if (tokens.IsEmpty || logitsOfLast.Length != vocabulary)
        {
            throw new ArgumentException(
                $"Append takes one token or more and room for {vocabulary} logits: got {tokens.Length} tokens and room for {logitsOfLast.Length}."
            );
        }

        foreach (var token in tokens)
        {
            if ((uint)token >= (uint)vocabulary)
            {
                throw new ArgumentException($"Token {token} is outside [0, {vocabulary}).", nameof(tokens));
            }
        }

        var kept = _window.Count;
        _window.AddRange(tokens);
        var excess = _window.Count - _model.Settings.BlockSize;
        if (excess > 0)
        {
            _window.RemoveRange(0, excess);
            kept = 0;
        }

        _model.LogitsOfLast(CollectionsMarshal.AsSpan(_window)[kept..], kept, _caches, logitsOfLast);
    }
}
