using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Pawl.System.Tests.Cli;

[Trait("speed", "slow")]
public sealed class StopAndResumeTests : IDisposable
{
    private readonly PawlShell _pawl = new();

    public void Dispose() => _pawl.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task The_first_signal_ends_the_run_cancelled_and_resume_finishes_it(string signal)
    {
        _pawl.Write("work.sh", Programs.Resumable);
        await using var process = _pawl.Start("run", "--", "sh", "work.sh");
        var id = await process.FirstLineAsync();
        await process.UntilErrorAsync("started");

        await process.SignalAsync(signal);
        var outcome = (await process.EndAsync()).Exits(130);

        Assert.Contains($"pawl resume {id}", outcome.Error);
        Assert.Equal("cancelled", await StateAsync(id));
        var resumed = (await _pawl.RunAsync("resume", id)).Exits(0);
        Assert.Contains("went on", resumed.Error);
        Assert.DoesNotContain("started\n", resumed.Error);
        Assert.Equal("succeeded", await StateAsync(id));
    }

    [Fact]
    public async Task The_second_signal_does_not_wait_for_the_grace()
    {
        _pawl.Write("work.sh", Programs.Stubborn);
        await using var process = _pawl.Start("run", "--set", "grace=10m", "--", "sh", "work.sh");
        var id = await process.FirstLineAsync();
        await process.UntilErrorAsync("started");
        await process.SignalAsync("INT");
        await process.UntilErrorAsync("ignored");
        var clock = Stopwatch.StartNew();

        await process.SignalAsync("INT");
        var outcome = (await process.EndAsync()).Exits(130);

        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), $"took {clock.Elapsed}");
        Assert.Contains($"pawl resume {id}", outcome.Error);
        Assert.Empty(ProcessesOf(id));
    }

    [Fact]
    public async Task Another_process_can_cancel_a_run()
    {
        _pawl.Write("work.sh", Programs.Resumable);
        await using var process = _pawl.Start("run", "--json", "--", "sh", "work.sh");
        await process.UntilErrorAsync("started");

        (await _pawl.RunAsync("cancel", "last", "--wait")).Exits(0);

        var outcome = (await process.EndAsync()).Exits(130);
        Assert.Equal("cancelled", (string)outcome.Json["state"]!);
    }

    [Fact]
    public async Task A_killed_foreground_run_goes_on_with_resume_at_once()
    {
        _pawl.Write("work.sh", Programs.Resumable);
        await using var process = _pawl.Start("run", "--", "sh", "work.sh");
        var id = await process.FirstLineAsync();
        await process.UntilErrorAsync("started");
        (await _pawl.RunAsync("resume", id)).Exits(4);

        process.KillAlone();
        await process.EndAsync();
        var resumed = (await _pawl.RunAsync("resume", id)).Exits(0);

        Assert.Contains("went on", resumed.Error);
        var attempts = (await _pawl.RunAsync("runs", "show", id, "--json")).Exits(0).Json["attempts"]!.AsArray();
        Assert.Equal(["interrupted", "succeeded"], attempts.Select(attempt => (string)attempt!["state"]!));
        (await _pawl.RunAsync("verify", id)).Exits(0);
    }

    [Fact]
    public async Task A_detached_run_waits_for_a_worker_which_drains_the_queue()
    {
        _pawl.Write("steps.sh", Programs.Steps);
        var queued = (await _pawl.RunAsync("run", "--detach", "--", "sh", "steps.sh")).Exits(0);
        var id = queued.Out.Trim();
        Assert.Contains("pawl worker", queued.Error);
        Assert.Equal("queued", await StateAsync(id));
        await using var follower = _pawl.Start("runs", "logs", "-f", id);

        var worked = (await _pawl.RunAsync("worker", "--drain", "--concurrency", "2")).Exits(0);

        Assert.Empty(worked.Out);
        Assert.Contains(id, worked.Error);
        Assert.Equal("succeeded", await StateAsync(id));
        var followed = (await follower.EndAsync()).Exits(0);
        Assert.Contains("line 3", followed.Out);
        Assert.Equal("line 3\n", (await _pawl.RunAsync("runs", "logs", id, "--tail", "2")).Exits(0).Out.Replace("complaint\n", ""));
    }

    [Fact]
    public async Task Cancelling_and_resuming_while_no_worker_is_there_leaves_the_run_sound()
    {
        (await _pawl.RunAsync("run", "--", "sh", "-c", "exit 9")).Exits(1);

        (await _pawl.RunAsync("resume", "last", "--detach")).Exits(0);
        (await _pawl.RunAsync("verify", "last")).Exits(0);
        (await _pawl.RunAsync("cancel", "last")).Exits(0);
        (await _pawl.RunAsync("verify", "last")).Exits(0);

        var run = (await _pawl.RunAsync("runs", "show", "last", "--json")).Exits(0).Json;
        Assert.Equal(["failed", "cancelled"], run["attempts"]!.AsArray().Select(attempt => (string)attempt!["state"]!));
        var manifest = JsonNode.Parse(File.ReadAllText((string)run["manifest"]!))!;
        Assert.Contains("cancelled", manifest.ToJsonString());
    }

    [Fact]
    public async Task A_stopped_worker_leaves_its_run_to_the_next_one()
    {
        _pawl.Write("work.sh", Programs.Resumable);
        var id = (await _pawl.RunAsync("run", "--detach", "--", "sh", "work.sh")).Exits(0).Out.Trim();
        await using var worker = _pawl.Start("worker");
        await using var follower = _pawl.Start("runs", "logs", "-f", id);
        await follower.UntilOutAsync("started");

        await worker.SignalAsync("TERM");
        (await worker.EndAsync()).Exits(0);
        (await _pawl.RunAsync("worker", "--drain")).Exits(0);

        (await follower.EndAsync()).Exits(0);
        var attempts = (await _pawl.RunAsync("runs", "show", id, "--json")).Exits(0).Json["attempts"]!.AsArray();
        Assert.Equal(["interrupted", "succeeded"], attempts.Select(attempt => (string)attempt!["state"]!));
    }

    private async Task<string> StateAsync(string id) =>
        (string)(await _pawl.RunAsync("runs", "show", id, "--json")).Exits(0).Json["run"]!["state"]!;

    /// <summary>Processes that carry the run in their environment, as all of an attempt do.</summary>
    private static List<string> ProcessesOf(string runId)
    {
        var found = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "environ")).Contains($"{runId}:", StringComparison.Ordinal))
                {
                    found.Add(folder);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                continue; // it ended meanwhile, or is not ours
            }
        }

        return found;
    }
}
