using Pawl.Text.Sampling;

namespace Pawl.Web.Playground;

/// <summary>What a model is asked to write. What is left out is as <c>pawl text sample</c> has it.</summary>
/// <param name="Prompt">What to go on from, 1 to 65,536 characters; it is not repeated in the answer.</param>
/// <param name="Tokens">To write in each sample, 1 to 10,000.</param>
/// <param name="Samples">How many, one after another, 1 to 8.</param>
/// <param name="Temperature">0 to 100; 0 always takes the likeliest.</param>
/// <param name="TopK">Choose among this many of the likeliest; 0: all.</param>
/// <param name="TopP">Choose among the smallest set of likeliest that reach this probability, above 0 up to 1; 1: all.</param>
/// <param name="Seed">The same seed gives the same text.</param>
/// <param name="Checkpoint"><c>best</c> or <c>latest</c>.</param>
internal sealed record SampleBody(
    string Prompt = "\n",
    int Tokens = 200,
    int Samples = 1,
    double Temperature = 0.8,
    int TopK = 200,
    double TopP = 1,
    long Seed = 1337,
    string Checkpoint = "best"
)
{
    public const int LongestPrompt = 65_536;
    public const int MostTokens = 10_000;
    public const int MostSamples = 8;

    public SamplingSettings Settings => new(Temperature, TopK, TopP, (ulong)Seed);

    /// <summary>What is wrong, a sentence each; empty when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (Prompt is not { Length: >= 1 and <= LongestPrompt })
        {
            yield return $"prompt: expected 1 to {LongestPrompt} characters, got {Prompt?.Length ?? 0}.";
        }

        if (Tokens is < 1 or > MostTokens)
        {
            yield return $"tokens: expected 1 to {MostTokens}, got {Tokens}.";
        }

        if (Samples is < 1 or > MostSamples)
        {
            yield return $"samples: expected 1 to {MostSamples}, got {Samples}.";
        }

        if (Temperature is not (>= 0 and <= 100))
        {
            yield return $"temperature: expected 0 to 100, got {Temperature}.";
        }

        if (TopK is < 0 or > 1_000_000)
        {
            yield return $"top_k: expected 0 to 1000000, got {TopK}.";
        }

        if (TopP is not (> 0 and <= 1))
        {
            yield return $"top_p: expected above 0 up to 1, got {TopP}.";
        }

        if (Seed < 0)
        {
            yield return $"seed: expected 0 or more, got {Seed}.";
        }

        if (Checkpoint is not ("best" or "latest"))
        {
            yield return $"checkpoint: expected best or latest, got '{Checkpoint}'.";
        }
    }
}
