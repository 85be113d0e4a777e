using Pawl.Cli.Progress;
using Pawl.Runs.Durability;
using Pawl.Runs.Workloads;

namespace Pawl.System.Tests.Cli.Progress;

public sealed class PlainProgressViewTests
{
    [Fact]
    public async Task Log_lines_evaluations_and_changes_of_state_are_lines()
    {
        var talk = new StringWriter { NewLine = "\n" };
        var progress = Sample.Training();
        LogLine[] lines =
        [
            new(Sample.Start, 1, RunLogLevel.Output, "as the program wrote it"),
            new(Sample.Start, 1, RunLogLevel.Debug, "not for people"),
            new(Sample.Start, 1, RunLogLevel.Warning, "checkpoint skipped"),
        ];

        await new PlainProgressView(talk, TimeProvider.System).ShowAsync(
            Updates(
                new RunUpdate(progress, lines, []),
                new RunUpdate(progress, [], [new MetricPoint(1, 1200, "loss/val", 1.9312, Sample.Start)])
            )
        );

        Assert.Equal(
            """
            running, attempt 1
            as the program wrote it
            warning: checkpoint skipped
             62%  step 1240  loss train 1.9866  val 1.9312  tokens/s 17.2k  ETA 0:54

            """,
            talk.ToString(),
            ignoreLineEndingDifferences: true
        );
    }

    private static async IAsyncEnumerable<RunUpdate> Updates(params RunUpdate[] updates)
    {
        foreach (var update in updates)
        {
            await Task.Yield();
            yield return update;
        }
    }
}
