using Pawl.Text.Model;
using Pawl.Text.Tokenizers;

namespace Pawl.Text.Sampling;

/// <summary>Continues prompts token by token. Not thread-safe: the model computes one thing at a time.</summary>
public sealed class TextGenerator(GptModel model, ITokenizer tokenizer)
{
    // Where reading the weights has stopped to matter; more streams only take memory.
    private const int MostTogether = 32;
    private const long MostBytesTogether = 1L << 30;

    /// <summary>Texts that are written side by side by default: 32, or as many as keep keys and values in 1 GiB.</summary>
    public int Together => (int)Math.Clamp(MostBytesTogether / Math.Max(1, GptBatchDecoder.BytesOfStream(model.Settings)), 1, MostTogether);

    /// <summary>The text as it comes; pieces may be empty while a character is unfinished.</summary>
    /// <param name="prompt">At least one token long; not repeated in the result.</param>
    /// <param name="number">Which sample of the seed, from 0: samples of one seed differ.</param>
    /// <exception cref="UnknownTextException">The vocabulary cannot express the prompt.</exception>
    /// <exception cref="ArgumentException">The prompt is empty.</exception>
    /// <exception cref="NotFiniteNumberException">The model computes no numbers; thrown when the pieces are read.</exception>
    public IEnumerable<string> Generate(string prompt, int tokens, SamplingSettings settings, int number = 0)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Continue(Begin(new SampleRequest(prompt, number), settings), tokens, settings);
    }

    /// <summary>Many texts, some at a time side by side; each is the one that <see cref="Generate"/> gives alone.</summary>
    /// <param name="requests">Read as room comes free, so they may be as many as there are.</param>
    /// <param name="together">Most texts side by side, 1 or more; see <see cref="Together"/>.</param>
    /// <returns>In the order of the requests, each once it is whole.</returns>
    /// <exception cref="UnknownTextException">The vocabulary cannot express a prompt; thrown when it is reached.</exception>
    /// <exception cref="ArgumentException">A prompt is empty; thrown when it is reached.</exception>
    /// <exception cref="NotFiniteNumberException">The model computes no numbers.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop; looked at before every token.</exception>
    public IEnumerable<TextSample> GenerateAll(
        IEnumerable<SampleRequest> requests,
        int tokens,
        SamplingSettings settings,
        int together,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(together, 1);
        return ContinueAll(requests, tokens, settings, together, stop);
    }

    private IEnumerable<string> Continue(SampleStream stream, int tokens, SamplingSettings settings)
    {
        using var decoder = new GptDecoder(model);
        var distribution = new NextTokenDistribution(model.Settings.VocabularySize, settings);
        var logits = new float[model.Settings.VocabularySize];
        while (stream.Count < tokens)
        {
            decoder.Append(stream.Unread, logits);
            yield return stream.Draw(distribution, logits);
        }
    }

    private IEnumerable<TextSample> ContinueAll(
        IEnumerable<SampleRequest> requests,
        int tokens,
        SamplingSettings settings,
        int together,
        CancellationToken stop
    )
    {
        using var source = requests.GetEnumerator();
        var first = new List<SampleStream>();
        while (first.Count < together && source.MoveNext())
        {
            first.Add(Begin(source.Current, settings));
        }

        if (first.Count == 0)
        {
            yield break;
        }

        using var batch = new SampleBatch(model, settings, first.Count);
        foreach (var stream in first)
        {
            batch.Add(stream);
        }

        // All texts are equally long, so that they end in the order they began.
        while (batch.Count > 0)
        {
            stop.ThrowIfCancellationRequested();
            batch.Advance();
            while (batch.Count > 0 && batch.Oldest.Count >= tokens)
            {
                yield return batch.RemoveOldest().ToSample();
                if (source.MoveNext())
                {
                    batch.Add(Begin(source.Current, settings));
                }
            }
        }
    }

    private SampleStream Begin(SampleRequest request, SamplingSettings settings)
    {
        var prompt = tokenizer.Encode(request.Prompt);
        return prompt.Length > 0
            ? new SampleStream(request, prompt, tokenizer, settings.Seed)
            : throw new ArgumentException("The prompt is empty: give at least one character, such as a line break.", nameof(request));
    }
}
