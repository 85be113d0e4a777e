using Pawl.Benchmarks.Gpt;
using Pawl.Benchmarks.Measuring;
using Pawl.Benchmarks.Peak;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;
using Pawl.Text.Model;

namespace Pawl.Benchmarks.Sampling;

/// <summary>How fast the baby GPT writes: texts of 256 tokens after one of prompt, each token drawn at temperature 0.8.</summary>
public static class SampleBenchmark
{
    private const ulong Seed = 1337;
    private const int NewTokens = 256;
    private const double Temperature = 0.8;

    /// <summary>Texts written at once, of which the verb measures each.</summary>
    public static IReadOnlyList<int> UsualStreams { get; } = [1, 4, 16];

    /// <param name="streams">Texts written at once; the time is that of all of them.</param>
    /// <param name="seconds">For the timed texts, of which there are five at least.</param>
    public static Measurement Run(int streams, int threadCount, double seconds, CancellationToken cancellation)
    {
        var settings = GptRecipe.Baby.Settings;
        using var threads = new ComputeThreads(threadCount);
        using var model = new GptModel(settings, Seed, threads);
        using var decoder = new GptBatchDecoder(model, streams);
        var numbers = Enumerable.Range(0, streams).ToArray();
        var counts = Enumerable.Repeat(1, streams).ToArray();
        var logits = new float[streams * settings.VocabularySize];
        var next = new int[streams];
        var randoms = new Philox4x32[streams];
        var samples = Repeat.Time(Write, new Pace(0.5, seconds), cancellation);
        var measurement = Measurement.Of($"sample-{streams}", threadCount, samples, streams * NewTokens, "tokens/s");

        // Each token meets every weight of a product once; beside that, attention with one row is little.
        var gflops = 2e-9 * (model.ParameterCount - settings.BlockSize * settings.Width) * NewTokens * streams / samples.Median * 1e3;
        return measurement with { Gflops = gflops, PeakPercent = 100 * gflops / new MachinePeak(cancellation).Gflops(threadCount) };

        void Write()
        {
            for (var stream = 0; stream < streams; stream++)
            {
                decoder.Reset(stream);
                randoms[stream] = new Philox4x32(Seed, (ulong)stream);
                next[stream] = 0;
            }

            for (var i = 0; i < NewTokens; i++)
            {
                decoder.Append(numbers, counts, next, logits);
                for (var stream = 0; stream < streams; stream++)
                {
                    var own = logits.AsSpan(stream * settings.VocabularySize, settings.VocabularySize);
                    next[stream] = Draw(own, randoms[stream].NextDouble());
                }
            }
        }
    }

    private static int Draw(Span<float> logits, double uniform)
    {
        double sum = 0;
        foreach (ref var logit in logits)
        {
            logit = MathF.Exp((float)(logit / Temperature));
            sum += logit;
        }

        var target = uniform * sum;
        for (var i = 0; i < logits.Length - 1; i++)
        {
            target -= logits[i];
            if (target < 0)
            {
                return i;
            }
        }

        return logits.Length - 1;
    }
}
