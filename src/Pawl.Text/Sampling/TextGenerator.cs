using Pawl.Tensors.Random;
using Pawl.Text.Model;
using Pawl.Text.Tokenizers;

namespace Pawl.Text.Sampling;

/// <summary>Continues a prompt token by token. Not thread-safe: the model computes one thing at a time.</summary>
public sealed class TextGenerator(GptModel model, ITokenizer tokenizer)
{
    /// <summary>The text as it comes; pieces may be empty while a character is unfinished.</summary>
    /// <param name="prompt">At least one token long; not repeated in the result.</param>
    /// <param name="number">Which sample of the seed, from 0: samples of one seed differ.</param>
    /// <exception cref="UnknownTextException">The vocabulary cannot express the prompt.</exception>
    /// <exception cref="ArgumentException">The prompt is empty.</exception>
    public IEnumerable<string> Generate(string prompt, int tokens, SamplingSettings settings, int number = 0)
    {
        var encoded = tokenizer.Encode(prompt);
        if (encoded.Length == 0)
        {
            throw new ArgumentException("The prompt is empty: give at least one character, such as a line break.", nameof(prompt));
        }

        return Continue(encoded, tokens, settings, number);
    }

    private IEnumerable<string> Continue(int[] prompt, int tokens, SamplingSettings settings, int number)
    {
        var decoder = new GptDecoder(model);
        var text = new Utf8TokenStream(tokenizer);
        var random = new Philox4x32(settings.Seed, (ulong)number);
        var distribution = new NextTokenDistribution(model.Settings.VocabularySize, settings);
        var logits = new float[model.Settings.VocabularySize];
        decoder.Append(prompt, logits);
        var next = new int[1];
        for (var i = 0; i < tokens; i++)
        {
            next[0] = NextTokenDistribution.Pick(distribution.Compute(logits), random.NextDouble());
            yield return text.Append(next[0]);
            if (i + 1 < tokens)
            {
                decoder.Append(next, logits);
            }
        }
    }
}
