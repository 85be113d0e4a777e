using System.Diagnostics;
using Pawl.Learning.Checkpoints;
using Pawl.Runs.Tests;

namespace Pawl.Learning.Tests.Checkpoints;

/// <summary>A real process writes checkpoints until it is killed, again and again.</summary>
public sealed class KilledWriterTests
{
    [Fact]
    [Trait("speed", "slow")]
    public async Task Killed_writer_leaves_a_good_checkpoint_at_every_moment()
    {
        using var scratch = new ScratchFolder();
        var random = new Random(17);
        long newest = 0;
        for (var round = 0; round < 8; round++)
        {
            using var writer = TestProgram.Start("checkpoint", scratch.Path, Drafts.Identity);
            await WaitUntilAsync(() => CheckpointFolders.Steps(scratch.Path) is [var step, ..] && step > newest);
            await Task.Delay(random.Next(0, 60), TestContext.Current.CancellationToken);
            writer.Kill();
            await writer.FinishAsync();
            var warnings = new List<string>();

            var found = Drafts.Store(scratch.Path, warn: warnings.Add).TakeLatest();

            Assert.Empty(warnings);
            Assert.True(found!.Step > newest, $"{found.Step} after {newest}");
            Assert.All(Drafts.Names(scratch.Path), name => Assert.Matches("^step-[0-9]{8}$", name));
            newest = found.Step;
        }
    }

    private static async Task WaitUntilAsync(Func<bool> isDone)
    {
        for (var waited = Stopwatch.StartNew(); !isDone(); )
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), "The writer wrote nothing in a minute.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
