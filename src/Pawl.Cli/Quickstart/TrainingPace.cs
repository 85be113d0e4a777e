using Pawl.Runs.Specs;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;
using Pawl.Text.Model;

namespace Pawl.Cli.Quickstart;

/// <summary>How long an update of a model takes on this machine, measured by doing some.</summary>
internal static class TrainingPace
{
    /// <summary>Long enough for the compiler to have replaced the first, slow versions of the kernels.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measurement = TimeSpan.FromSeconds(1);

    /// <summary>An update is forward, backward and optimizer; the last is not measured and stands in this factor.</summary>
    private const double OptimizerShare = 1.1;

    /// <param name="spec">A resolved <c>text</c> spec.</param>
    public static TimeSpan Measure(
        ResolvedSpec spec,
        int vocabularySize,
        int threadCount,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var length = (int)spec.Integer("model.block_size");
        var batch = (int)spec.Integer("train.batch_size");
        using var threads = new ComputeThreads(threadCount);
        using var model = new GptModel(
            new GptSettings(
                vocabularySize,
                length,
                (int)spec.Integer("model.layers"),
                (int)spec.Integer("model.heads"),
                (int)spec.Integer("model.width")
            ),
            seed: 1,
            threads
        );
        var tokens = Enumerable.Range(0, batch * length).Select(i => i * 7 % vocabularySize).ToArray();
        Repeat(WarmUp);
        return Repeat(Measurement) * OptimizerShare;

        TimeSpan Repeat(TimeSpan atLeast)
        {
            var start = time.GetTimestamp();
            var done = 0;
            do
            {
                cancellation.ThrowIfCancellationRequested();
                model.ZeroGradients();
                model.LossAndGradients(tokens, tokens, batch, length, 1, new DropoutKey(1, 1));
                done++;
            } while (time.GetElapsedTime(start) < atLeast);

            return time.GetElapsedTime(start) / done;
        }
    }
}
