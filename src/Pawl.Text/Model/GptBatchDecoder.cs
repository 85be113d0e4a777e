namespace Pawl.Text.Model;

/// <summary>Generates several texts from a <see cref="GptModel"/> at once, reading each weight once for all of them.</summary>
/// <remarks>
/// A stream's logits are the same bits whichever other streams are advanced with it, and at any number of threads. Past the block size
/// a stream's context is cropped to its last block-size tokens, as nanoGPT's <c>generate</c> does. Positions are absolute, so a crop moves
/// every token to a new position, nothing kept holds any more, and the stream's whole window is computed again for each further token.
/// Allocates nothing in a step after the first few. Not thread-safe; the weights must not change while a stream has tokens.
/// </remarks>
public sealed class GptBatchDecoder : IDisposable
{
    // More new tokens of a stream than this are a matrix product of their own. Never more rows of a stream, so never an order of
    // summation, by how many other streams there are.
    private const int MostTogether = 8;

    private readonly GptDecoderPass _pass;
    private readonly int _vocabulary;
    private readonly int _block;

    /// <summary>(streams, block size): the tokens each stream sees.</summary>
    private readonly int[] _windows;
    private readonly int[] _lengths;

    /// <summary>By entry of a call: tokens of its stream whose keys and values still hold.</summary>
    private readonly int[] _kept;

    /// <summary>By stream: whether a call names it.</summary>
    private readonly bool[] _isNamed;

    /// <param name="streams">1 or more; each takes <see cref="BytesOfStream"/> of memory.</param>
    public GptBatchDecoder(GptModel model, int streams)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(streams, 1);
        Streams = streams;
        (_vocabulary, _block) = (model.Settings.VocabularySize, model.Settings.BlockSize);
        _pass = new GptDecoderPass(model, streams, Math.Max(_block, streams * Math.Min(MostTogether, _block)));
        _windows = new int[streams * _block];
        _lengths = new int[streams];
        _kept = new int[streams];
        _isNamed = new bool[streams];
    }

    public int Streams { get; }

    /// <summary>Memory of a stream's keys and values.</summary>
    public static long BytesOfStream(GptSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return 2L * sizeof(float) * settings.Layers * settings.BlockSize * settings.Width;
    }

    /// <summary>Tokens of a stream that its next logits see besides those to come, at most the block size.</summary>
    public int WindowLength(int stream) => _lengths[stream];

    /// <summary>Forgets a stream's tokens.</summary>
    public void Reset(int stream) => _lengths[stream] = 0;

    /// <summary>Appends tokens to the contexts of some streams.</summary>
    /// <param name="streams">Which, each once, in any order.</param>
    /// <param name="counts">How many tokens each gets, one or more.</param>
    /// <param name="tokens">Theirs one after the other, each inside the vocabulary.</param>
    /// <param name="logits">(streams named, vocabulary): of the token to follow in each.</param>
    /// <exception cref="ArgumentException">
    /// A stream that is not there or named twice, no token for one, a token outside the vocabulary, or a span of the wrong size; nothing is
    /// appended then.
    /// </exception>
    public void Append(ReadOnlySpan<int> streams, ReadOnlySpan<int> counts, ReadOnlySpan<int> tokens, Span<float> logits)
    {
        Check(streams, counts, tokens, logits.Length);
        var at = 0;
        for (var i = 0; i < streams.Length; i++)
        {
            _kept[i] = Take(streams[i], tokens.Slice(at, counts[i]));
            at += counts[i];
            if (New(streams, i).Length <= MostTogether)
            {
                _pass.Add(streams[i], New(streams, i), _kept[i]);
            }
        }

        _pass.RunTogether();
        for (int i = 0, entry = 0; i < streams.Length; i++)
        {
            var target = logits.Slice(i * _vocabulary, _vocabulary);
            if (New(streams, i).Length <= MostTogether)
            {
                _pass.Logits(entry++).CopyTo(target);
            }
        }

        for (var i = 0; i < streams.Length; i++)
        {
            if (New(streams, i).Length > MostTogether)
            {
                _pass.Add(streams[i], New(streams, i), _kept[i]);
                _pass.RunAlone();
                _pass.Logits(0).CopyTo(logits.Slice(i * _vocabulary, _vocabulary));
            }
        }
    }

    public void Dispose() => _pass.Dispose();

    /// <summary>The tokens of an entry's stream that are to be computed.</summary>
    private ReadOnlySpan<int> New(ReadOnlySpan<int> streams, int entry) =>
        _windows.AsSpan(streams[entry] * _block, _lengths[streams[entry]])[_kept[entry]..];

    /// <summary>Appends to the window, cropping it.</summary>
    /// <returns>Tokens at its start that were there before and have not moved.</returns>
    private int Take(int stream, ReadOnlySpan<int> tokens)
    {
        var window = _windows.AsSpan(stream * _block, _block);
        var length = _lengths[stream];
        var excess = length + tokens.Length - _block;
        if (excess <= 0)
        {
            tokens.CopyTo(window[length..]);
            _lengths[stream] = length + tokens.Length;
            return length;
        }

        tokens = tokens[^Math.Min(tokens.Length, _block)..];
        window[(length - (_block - tokens.Length))..length].CopyTo(window);
        tokens.CopyTo(window[^tokens.Length..]);
        _lengths[stream] = _block;
        return 0;
    }

    private void Check(ReadOnlySpan<int> streams, ReadOnlySpan<int> counts, ReadOnlySpan<int> tokens, int logits)
    {
        if (counts.Length != streams.Length || logits != streams.Length * _vocabulary)
        {
            throw new ArgumentException(
                $"Append takes a count and room for {_vocabulary} logits a stream: got {streams.Length} streams, {counts.Length} counts and room for {logits}."
            );
        }

        Array.Clear(_isNamed);
        long total = 0;
        for (var i = 0; i < streams.Length; i++)
        {
            if ((uint)streams[i] >= (uint)Streams || _isNamed[streams[i]])
            {
                throw new ArgumentException($"Append takes streams of 0 to {Streams - 1}, each once: got {streams[i]}.", nameof(streams));
            }

            if (counts[i] < 1)
            {
                throw new ArgumentException($"Append takes one token or more a stream: got {counts[i]} for stream {streams[i]}.");
            }

            _isNamed[streams[i]] = true;
            total += counts[i];
        }

        if (total != tokens.Length)
        {
            throw new ArgumentException($"The counts sum to {total}, but there are {tokens.Length} tokens.");
        }

        foreach (var token in tokens)
        {
            if ((uint)token >= (uint)_vocabulary)
            {
                throw new ArgumentException($"Token {token} is outside [0, {_vocabulary}).", nameof(tokens));
            }
        }
    }
}
