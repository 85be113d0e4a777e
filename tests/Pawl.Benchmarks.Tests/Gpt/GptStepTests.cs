using Pawl.Benchmarks.Gpt;
using Pawl.Text.Model;

namespace Pawl.Benchmarks.Tests.Gpt;

public sealed class GptStepTests
{
    private static readonly GptRecipe Tiny = new(
        "tiny",
        new GptSettings(11, BlockSize: 16, Layers: 2, Heads: 2, Width: 16),
        3,
        FixedSteps: 4
    );

    [Fact]
    public void The_fingerprint_is_the_same_for_any_number_of_threads()
    {
        var one = GptStepBenchmark.Run(Tiny, 1, 0.01, CancellationToken.None);
        var two = GptStepBenchmark.Run(Tiny, 2, 0.01, CancellationToken.None);

        Assert.Equal(one.Loss, two.Loss);
        Assert.InRange(one.Loss!.Value, 0.1, 5);
        Assert.Equal((1, 2), (one.Threads, two.Threads));
        Assert.True(one.Rate > 0 && one.PeakPercent > 0 && one.MinMs <= one.MedianMs);
    }

    [Fact]
    public void Arithmetic_is_counted_by_weights_and_the_causal_half_of_attention()
    {
        const double weights = 2 * 12 * 16 * 16 + 11 * 16;
        const double pairs = 16 * 17 / 2;
        const double attention = 3 * 2 * (2 * 16) * 2 * pairs;

        Assert.Equal((48 * 6 * weights + 3 * attention) / 1e9, Tiny.GflopPerStep, 12);
    }
}
