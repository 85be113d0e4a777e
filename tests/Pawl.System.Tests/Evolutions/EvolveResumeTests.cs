namespace Pawl.System.Tests.Evolutions;

/// <summary>A run goes on only with what its lines were made with; what differs is named, all of it at once.</summary>
[Trait("speed", "slow")]
public sealed class EvolveResumeTests
{
    [Fact]
    public async Task What_differs_is_refused_by_name_and_the_run_goes_on_once_it_is_put_back()
    {
        using var evolve = new EvolveShell(3);
        var shell = evolve.Shell;
        (await shell.RunAsync("evolve", "init", "reference")).Exits(0);
        var id = await StoppedAsync(evolve);
        var (services, roles) = (Path.Combine(shell.Folder, "services.jsonl"), Path.Combine(shell.Folder, "reference", "roles.json"));
        var (before, rolesBefore) = (await ReadAsync(services), await ReadAsync(roles));
        await File.WriteAllTextAsync(services, before + EvolveShell.Service(4) + "\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(roles, rolesBefore + "\n", TestContext.Current.CancellationToken);

        var refused = (await RunAsync(evolve, "--resume", id, "--output", "other.jsonl", "--sampling-seed", "8")).Exits(4);

        Assert.Empty(refused.Out);
        Assert.Contains("the input file has changed", refused.Error);
        Assert.Contains("the output path is another one", refused.Error);
        Assert.Contains("setting sampling.seed was not set and is 8", refused.Error);
        Assert.Contains("reference file roles.json has changed", refused.Error);

        await File.WriteAllTextAsync(roles, rolesBefore, TestContext.Current.CancellationToken);
        var failed = (await shell.RunAsync("resume", id, "--json")).Exits(4).Json;
        Assert.Equal("resume_refused", (string)failed["failure"]!["kind"]!);
        Assert.Contains("the input file has changed", (string)failed["failure"]!["message"]!);

        await File.WriteAllTextAsync(services, before, TestContext.Current.CancellationToken);
        // Without a run's id it is the newest of the same output; how fast it goes may be another.
        var resumed = (await RunAsync(evolve, "--resume", "--concurrency", "1")).Exits(0);

        Assert.Equal(id, resumed.Out.Trim());
        Assert.Equal(3 * EvolveShell.CallsOfOne, evolve.Answers().Count);
        Assert.All(evolve.Answers(), answer => Assert.Equal(1, answer.Value));
        (await shell.RunAsync("verify", id)).Exits(0);
        Assert.Contains("found none", (await RunAsync(evolve, "--resume")).Exits(3).Error);
        Assert.Contains("has succeeded", (await RunAsync(evolve, "--resume", id)).Exits(4).Error);
    }

    [Fact]
    public async Task A_run_that_never_began_is_gone_on_with_only_for_what_its_own_spec_names()
    {
        using var evolve = new EvolveShell(1);
        (await evolve.Shell.RunAsync("evolve", "init", "reference")).Exits(0);
        var id = (await RunAsync(evolve, "--detach")).Exits(0).Out.Trim();
        evolve.Shell.Write("others.jsonl", EvolveShell.Service(2) + "\n");

        var refused = (await RunAsync(evolve, "--resume", id, "--input", "others.jsonl", "--detach")).Exits(4);

        Assert.Contains("the input file is another one", refused.Error);
        (await RunAsync(evolve, "--resume", id, "--detach")).Exits(0);
        evolve.Shell.Write("reference/plateaus.json", "{");
        var unreadable = (await RunAsync(evolve, "--resume", id, "--detach")).Exits(2);
        Assert.Contains("plateaus.json", unreadable.Error);
        Assert.DoesNotContain("Unexpected", unreadable.Error);
    }

    /// <summary>Stops a run after some calls.</summary>
    private static async Task<string> StoppedAsync(EvolveShell evolve)
    {
        await evolve.ControlAsync("always/delay");
        await using var process = evolve.Shell.Start("evolve", "run", "evolve.yaml", "--reference", "reference");
        var id = await process.FirstLineAsync();
        await evolve.UntilRequestsAsync(10);
        await process.SignalAsync("INT");
        (await process.EndAsync()).Exits(130);
        await evolve.ControlAsync("always/off");
        return id;
    }

    private static Task<Cli.Outcome> RunAsync(EvolveShell evolve, params string[] arguments) =>
        evolve.Shell.RunAsync(["evolve", "run", "evolve.yaml", "--reference", "reference", .. arguments]);

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}
