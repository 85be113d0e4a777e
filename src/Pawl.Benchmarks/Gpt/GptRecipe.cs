using Pawl.Tensors;
using Pawl.Text.Model;

namespace Pawl.Benchmarks.Gpt;

/// <summary>A configuration of nanoGPT that is known well enough to compare with.</summary>
/// <param name="Batch">Sequences of the block size in a step.</param>
/// <param name="FixedSteps">Steps before any is timed; the loss of the last of them is the recipe's fingerprint.</param>
public sealed record GptRecipe(string Name, GptSettings Settings, int Batch, int FixedSteps)
{
    private const int Characters = 65;

    public static IReadOnlyList<GptRecipe> All { get; } =
    [
        new("cpu", new GptSettings(Characters, BlockSize: 64, Layers: 4, Heads: 4, Width: 128, Gelu: GeluForm.Exact), 12, FixedSteps: 20),
        new("baby", new GptSettings(Characters, BlockSize: 256, Layers: 6, Heads: 6, Width: 384, Gelu: GeluForm.Exact), 16, FixedSteps: 3),
    ];

    public static GptRecipe Baby => All[1];

    public string Work => $"gpt-{Name}";

    public int TokensPerStep => Batch * Settings.BlockSize;

    /// <summary>
    /// Floating-point operations of a training step, in 10⁹: six a token for every weight of a product (the head's too, embeddings not),
    /// and for attention three times its two products forward, of which the causal half counts. What backward computes again
    /// to save memory does not count.
    /// </summary>
    public double GflopPerStep
    {
        get
        {
            var weights = 12.0 * Settings.Layers * Settings.Width * Settings.Width + (double)Settings.VocabularySize * Settings.Width;
            var attention = 3 * 2 * 2.0 * Settings.Layers * Settings.Width * (Settings.BlockSize + 1) / 2;
            return TokensPerStep * (6 * weights + attention) / 1e9;
        }
    }
}
