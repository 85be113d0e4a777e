using System.Diagnostics;
using Pawl.Tensors;
using Pawl.Tensors.Optimizers;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;
using Pawl.Text.Model;

namespace Pawl.Benchmarks;

/// <summary>A whole training step (forward, backward, clipping, AdamW) of nanoGPT's CPU recipe.</summary>
internal static class GptStepBenchmark
{
    private const int Batch = 12;
    private const int Length = 64;
    private const int WarmUp = 30;

    private static readonly GptSettings Settings = new(
        VocabularySize: 65,
        BlockSize: Length,
        Layers: 4,
        Heads: 4,
        Width: 128,
        Gelu: GeluForm.Exact
    );

    /// <summary>Prints one JSON line.</summary>
    public static void Print(int threadCount, int steps)
    {
        using var threads = new ComputeThreads(threadCount);
        using var model = new GptModel(Settings, 1337, threads);
        var optimizer = new AdamW(model.ParameterSet, new AdamWSettings(Beta1: 0.9f, Beta2: 0.99f, WeightDecay: 0.1f));
        var random = new Philox4x32(1);
        var tokens = new int[Batch * Length];
        var targets = new int[Batch * Length];
        var times = new double[steps];
        long allocated = 0;
        var loss = 0f;
        for (var step = -WarmUp; step < steps; step++)
        {
            foreach (var row in (ReadOnlySpan<int[]>)[tokens, targets])
            {
                foreach (ref var token in row.AsSpan())
                {
                    token = random.NextInt32(Settings.VocabularySize);
                }
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            model.ZeroGradients();
            loss = model.LossAndGradients(tokens, targets, Batch, Length, 1, default);
            var norm = GradientNorm.Measure(model.ParameterSet, threads);
            optimizer.Step(1e-3f, threads, GradientNorm.ClipScale(norm, 1));
            var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (step >= 0)
            {
                times[step] = elapsed;
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        Array.Sort(times);
        Console.WriteLine(
            $$"""{"name":"pawl","threads":{{threadCount}},"median_ms":{{times[steps / 2]:f3}},"min_ms":{{times[0]:f3}},"loss":{{loss:r}},"allocated_per_step":{{allocated / steps}},"version":"{{Environment.Version}}"}"""
        );
    }
}
