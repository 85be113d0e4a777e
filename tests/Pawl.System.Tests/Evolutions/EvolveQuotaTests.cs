using System.Text.Json.Nodes;
using Pawl.System.Tests.Durability;

namespace Pawl.System.Tests.Evolutions;

/// <summary>An empty account: the run waits, asks now and then, and goes on by itself; a process that dies meanwhile does not forget.</summary>
[Trait("speed", "slow")]
public sealed class EvolveQuotaTests
{
    [Fact]
    public async Task A_run_waits_for_a_quota_also_after_a_kill_and_completes_by_itself()
    {
        using var evolve = new EvolveShell(3);
        var shell = evolve.Shell;
        await evolve.ControlAsync("always/insufficientquota");
        await using var killed = shell.Start("evolve", "run", "evolve.yaml", "--breaker-pause", "3s", "--breaker-longest-pause", "3s");
        var id = await killed.FirstLineAsync();
        await killed.UntilErrorAsync("quota");
        using (var host = await RunningHost.UntilAsync(id))
        {
            killed.KillAlone();
            host.Kill();
            await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var breaker = Directory.GetFiles(Path.Combine(shell.Home, "llm", "breakers"), "*.json").Single();
        var state = JsonNode.Parse(await File.ReadAllTextAsync(breaker, TestContext.Current.CancellationToken))!.ToJsonString();
        Assert.Contains("quota", state);
        Assert.Contains("open", state);
        var before = await evolve.RequestsAsync();
        Assert.InRange(before, 1, 6);

        await using var resumed = shell.Start("resume", id);
        await evolve.UntilRequestsAsync(before + 1);
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        // A probe, not the four that a run begins with when it knows nothing.
        Assert.InRange(await evolve.RequestsAsync(), before + 1, before + 2);
        await evolve.ControlAsync("always/off");
        (await resumed.EndAsync()).Exits(0);

        Assert.Equal(3 * EvolveShell.CallsOfOne, evolve.Answers().Count);
        (await shell.RunAsync("verify", id)).Exits(0);
    }
}
