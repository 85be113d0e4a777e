using Pawl.Text.Model;

namespace Pawl.Text.Sampling;

/// <summary>Texts that are written side by side, oldest first, each on a stream of one decoder that it holds until it is removed.</summary>
internal sealed class SampleBatch(GptModel model, SamplingSettings settings, int streams) : IDisposable
{
    private readonly GptBatchDecoder _decoder = new(model, streams);
    private readonly NextTokenDistribution _distribution = new(model.Settings.VocabularySize, settings);
    private readonly float[] _logits = new float[streams * model.Settings.VocabularySize];

    // Each text and its stream of the decoder; the streams named and the counts are those of a step.
    private readonly List<(SampleStream Text, int Stream)> _texts = new(streams);
    private readonly Stack<int> _free = new(Enumerable.Range(0, streams).Reverse());
    private readonly int[] _named = new int[streams];
    private readonly int[] _counts = new int[streams];
    private int[] _tokens = new int[streams];

    public int Count => _texts.Count;

    public SampleStream Oldest => _texts[0].Text;

    /// <summary>Takes a text on; there must be a stream free.</summary>
    public void Add(SampleStream text)
    {
        var stream = _free.Pop();
        _decoder.Reset(stream);
        _texts.Add((text, stream));
    }

    public SampleStream RemoveOldest()
    {
        var (text, stream) = _texts[0];
        _texts.RemoveAt(0);
        _free.Push(stream);
        return text;
    }

    /// <summary>Writes one more token of every text.</summary>
    public void Advance()
    {
        var total = 0;
        for (var i = 0; i < _texts.Count; i++)
        {
            var unread = _texts[i].Text.Unread;
            if (_tokens.Length < total + unread.Length)
            {
                Array.Resize(ref _tokens, Math.Max(2 * _tokens.Length, total + unread.Length));
            }

            unread.CopyTo(_tokens.AsSpan(total));
            (_named[i], _counts[i]) = (_texts[i].Stream, unread.Length);
            total += unread.Length;
        }

        var vocabulary = model.Settings.VocabularySize;
        var logits = _logits.AsSpan(0, _texts.Count * vocabulary);
        _decoder.Append(_named.AsSpan(0, _texts.Count), _counts.AsSpan(0, _texts.Count), _tokens.AsSpan(0, total), logits);
        for (var i = 0; i < _texts.Count; i++)
        {
            var text = _texts[i].Text;
            text.Keep(text.Draw(_distribution, logits.Slice(i * vocabulary, vocabulary)));
        }
    }

    public void Dispose() => _decoder.Dispose();
}
