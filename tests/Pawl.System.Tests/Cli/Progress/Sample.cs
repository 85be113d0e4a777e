using Pawl.Cli.Progress;
using Pawl.Runs.Durability;
using Pawl.Runs.Model;

namespace Pawl.System.Tests.Cli.Progress;

/// <summary>A run in the middle of a training, as its views get it.</summary>
internal static class Sample
{
    public static DateTimeOffset Start { get; } = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

    public static RunRecord Run(RunState state, double progress, int attempts = 1, string? message = null, string? cancel = null) =>
        new(
            "01KG9Z0000TEST0000000000AA",
            "text",
            "tiny",
            null,
            state,
            "{}",
            Start,
            Start,
            null,
            attempts,
            progress,
            message,
            null,
            null,
            cancel,
            null
        );

    public static RunProgress Training(RunState state = RunState.Running, string? cancel = null)
    {
        var progress = new RunProgress(Run(state, 0.2));
        progress.Observe(Run(state, 0.2), Start);
        progress.Observe(Run(state, 0.62, cancel: cancel), Start.AddSeconds(60));
        for (var step = 0; step <= 1240; step += 10)
        {
            progress.Observe(new MetricPoint(1, step, "loss/train", 1.8 + (2.5 / (1 + (step / 100.0))), Start));
        }

        progress.Observe(new MetricPoint(1, 1200, "loss/val", 1.9312, Start));
        progress.Observe(new MetricPoint(1, 1240, "tokens_per_second", 17234, Start));
        return progress;
    }
}
