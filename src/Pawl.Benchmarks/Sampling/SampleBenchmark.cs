using Pawl.Benchmarks.Gpt;
using Pawl.Benchmarks.Measuring;
using Pawl.Benchmarks.Peak;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;
using Pawl.Text.Model;

namespace Pawl.Benchmarks.Sampling;

/// <summary>How fast the baby GPT writes: streams of 256 tokens after one of prompt, each token drawn at temperature 0.8.</summary>
public static class SampleBenchmark
{
    private const ulong Seed = 1337;
    private const int NewTokens = 256;
    private const double Temperature = 0.8;

    /// <summary>The name of the work.</summary>
    public static string Work => "sample-1";

    /// <param name="seconds">For the timed texts, of which there are five at least.</param>
    public static Measurement Run(int threadCount, double seconds, CancellationToken cancellation)
    {
        var settings = GptRecipe.Baby.Settings;
        using var threads = new ComputeThreads(threadCount);
        using var model = new GptModel(settings, Seed, threads);
        var decoder = new GptDecoder(model);
        var logits = new float[settings.VocabularySize];
        var next = new int[1];
        var samples = Repeat.Time(Write, new Pace(0.5, seconds), cancellation);
        var measurement = Measurement.Of(Work, threadCount, samples, NewTokens, "tokens/s");

        // Each token reads every weight of a product once, and with one row there is little else to do.
        var gflops = 2e-9 * (model.ParameterCount - settings.BlockSize * settings.Width) * NewTokens / samples.Median * 1e3;
        return measurement with { Gflops = gflops, PeakPercent = 100 * gflops / new MachinePeak(cancellation).Gflops(threadCount) };

        void Write()
        {
            var random = new Philox4x32(Seed);
            decoder.Reset();
            next[0] = 0;
            for (var i = 0; i < NewTokens; i++)
            {
                decoder.Append(next, logits);
                next[0] = Draw(logits, random.NextDouble());
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
