using Pawl.Benchmarks.Measuring;
using Pawl.Benchmarks.Peak;
using Pawl.Tensors.Optimizers;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;
using Pawl.Text.Model;

namespace Pawl.Benchmarks.Gpt;

/// <summary>A whole training step (forward, backward, clipping, AdamW) of a recipe.</summary>
public static class GptStepBenchmark
{
    private const ulong Seed = 1337;

    /// <param name="seconds">For the timed steps, of which there are five at least.</param>
    public static Measurement Run(GptRecipe recipe, int threadCount, double seconds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        using var threads = new ComputeThreads(threadCount);
        using var model = new GptModel(recipe.Settings, Seed, threads);
        var optimizer = new AdamW(model.ParameterSet, new AdamWSettings(Beta1: 0.9f, Beta2: 0.99f, WeightDecay: 0.1f));
        var random = new Philox4x32(1);
        var tokens = Tokens(random, recipe);
        var targets = Tokens(random, recipe);
        var loss = 0f;
        for (var step = 0; step < recipe.FixedSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            Step();
        }

        var fingerprint = loss;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var samples = Repeat.Time(Step, new Pace(0, seconds), cancellation);
        var gflops = recipe.GflopPerStep / samples.Median * 1e3;
        var measurement = Measurement.Of(recipe.Work, threadCount, samples, recipe.TokensPerStep, "tokens/s");
        return measurement with
        {
            Gflops = gflops,
            PeakPercent = 100 * gflops / new MachinePeak(cancellation).Gflops(threadCount),
            Loss = fingerprint,
            ManagedBytes = allocated,
        };

        void Step()
        {
            model.ZeroGradients();
            loss = model.LossAndGradients(tokens, targets, recipe.Batch, recipe.Settings.BlockSize, 1, default);
            var norm = GradientNorm.Measure(model.ParameterSet, threads);
            optimizer.Step(1e-3f, threads, GradientNorm.ClipScale(norm, 1));
        }
    }

    private static int[] Tokens(Philox4x32 random, GptRecipe recipe)
    {
        var tokens = new int[recipe.TokensPerStep];
        foreach (ref var token in tokens.AsSpan())
        {
            token = random.NextInt32(recipe.Settings.VocabularySize);
        }

        return tokens;
    }
}
