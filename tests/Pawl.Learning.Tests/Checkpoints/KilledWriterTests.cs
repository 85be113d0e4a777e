using System.Diagnostics;
using Pawl.Learning.Checkpoints;

namespace Pawl.Learning.Tests.Checkpoints;

/// <summary>This very test program, started again as a process that writes checkpoints until it is killed.</summary>
public sealed class KilledWriterTests
{
    private const string FolderVariable = "PAWL_TEST_CHECKPOINT_FOLDER";

    [Fact]
    [Trait("speed", "slow")]
    public async Task Killed_writer_leaves_a_good_checkpoint_at_every_moment()
    {
        using var scratch = new ScratchFolder();
        var random = new Random(17);
        long newest = 0;
        for (var round = 0; round < 8; round++)
        {
            using var writer = Start(scratch.Path);
            await WaitUntilAsync(() => CheckpointFolders.Steps(scratch.Path) is [var step, ..] && step > newest, writer);
            await Task.Delay(random.Next(0, 60), TestContext.Current.CancellationToken);
            writer.Kill();
            await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
            var warnings = new List<string>();

            var found = Drafts.Store(scratch.Path, warn: warnings.Add).TakeLatest();

            Assert.Empty(warnings);
            Assert.True(found!.Step > newest, $"{found.Step} after {newest}");
            Assert.All(Drafts.Names(scratch.Path), name => Assert.Matches("^step-[0-9]{8}$", name));
            newest = found.Step;
        }
    }

    /// <summary>The writer's side: explicit, so an ordinary test run leaves it out.</summary>
    [Fact(Explicit = true)]
    public void Write_checkpoints_for_ever_when_asked_to()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.SkipWhen(folder is null, $"Runs as the child of another test, with {FolderVariable} set.");
        var store = Drafts.Store(folder, keepLast: 2, keepBest: 1);
        var step = store.TakeLatest()?.Step ?? 0;

        // Bounded, should the parent die without killing it.
        for (var end = Stopwatch.StartNew(); end.Elapsed < TimeSpan.FromMinutes(2); )
        {
            store.SaveAndPrune(Drafts.At(++step, step % 7));
        }
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "--explicit", "only", "--filter-method", $"*{nameof(Write_checkpoints_for_ever_when_asked_to)}" },
            Environment = { [FolderVariable] = folder },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static async Task WaitUntilAsync(Func<bool> isDone, Process writer)
    {
        for (var waited = Stopwatch.StartNew(); !isDone(); )
        {
            Assert.False(writer.HasExited, "The writer ended by itself.");
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), "The writer wrote nothing in a minute.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
