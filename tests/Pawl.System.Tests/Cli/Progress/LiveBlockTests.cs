using Pawl.Cli.Progress;
using Pawl.Runs.Durability;
using Pawl.Runs.Model;
using Spectre.Console;

namespace Pawl.System.Tests.Cli.Progress;

public sealed class LiveBlockTests
{
    [Fact]
    public void A_training_shows_its_progress_its_losses_its_pace_and_its_curve()
    {
        var lines = Lines(Sample.Training(), 80);

        Assert.Equal("text tiny · running", lines[0]);
        Assert.Matches("^━+─+  62%  step 1240  ETA 0:54$", lines[1]);
        Assert.Equal("loss train 1.9866  val 1.9312   tokens/s 17.2k", lines[2]);
        Assert.Matches("^loss/train █.*▁$", lines[3]);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void No_line_reaches_the_last_column(int width)
    {
        var progress = Sample.Training();
        for (var i = 0; i < 40; i++)
        {
            progress.Observe(new MetricPoint(1, 1240, $"extra/metric_with_a_long_name_{i}", i, Sample.Start));
        }

        Assert.All(Lines(progress, width), line => Assert.True(line.Length < width, $"{line.Length}: {line}"));
    }

    [Fact]
    public void A_program_without_metrics_shows_its_message()
    {
        var progress = new RunProgress(Sample.Run(RunState.Running, 0.4, attempts: 3, message: "epoch [2/5]"));

        var lines = Lines(progress, 80);

        Assert.Equal("text tiny · attempt 3 · running", lines[0]);
        Assert.Equal("epoch [2/5]", lines[^1]);
    }

    [Fact]
    public void A_run_asked_to_stop_says_how_to_stop_it_now() =>
        Assert.Contains(Lines(Sample.Training(cancel: "cancelled"), 80), line => line.Contains("Ctrl-C again"));

    private static List<string> Lines(RunProgress progress, int width) => [.. LiveBlock.Lines(progress, width).Select(Markup.Remove)];
}
