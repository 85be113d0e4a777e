namespace Pawl.System.Tests.Evolutions;

/// <summary>Ctrl-C and SIGTERM in front of a person: what is answered is kept, what is finished is written, and nothing is asked twice.</summary>
[Trait("speed", "slow")]
public sealed class EvolveStopTests
{
    private const int Services = 8;

    /// <summary>One service after the other, with answers that take their time: some are finished, one is in the middle, when the signal comes.</summary>
    private static readonly string[] Slowly = ["--concurrency", "2", "--queue-enabled", "false"];

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Stopped_it_writes_what_is_finished_and_resume_writes_the_rest_without_asking_anything_twice(string signal)
    {
        using var unbroken = new EvolveShell(Services);
        (await unbroken.Shell.RunAsync("evolve", "run", "evolve.yaml")).Exits(0);
        var expected = await File.ReadAllLinesAsync(unbroken.Output, TestContext.Current.CancellationToken);
        using var evolve = new EvolveShell(Services, "--latency", "100");
        var part = evolve.Output + ".part";
        await using var process = evolve.Shell.Start(["evolve", "run", "evolve.yaml", .. Slowly]);
        var id = await process.FirstLineAsync();
        await evolve.UntilRequestsAsync(3 * EvolveShell.CallsOfOne);

        await process.SignalAsync(signal);
        var stopped = (await process.EndAsync()).Exits(130);

        Assert.Contains($"pawl resume {id}", stopped.Error);
        Assert.Contains(part, stopped.Error);
        Assert.False(File.Exists(evolve.Output));
        var finished = await File.ReadAllTextAsync(part, TestContext.Current.CancellationToken);
        var lines = finished.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.EndsWith("\n", finished);
        Assert.InRange(lines.Length, 1, Services - 1);
        Assert.Equal(expected.Where(lines.Contains), lines);

        (await evolve.Shell.RunAsync("resume", id)).Exits(0);

        Assert.Equal(expected, await File.ReadAllLinesAsync(evolve.Output, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(part));
        Assert.Equal(Services * EvolveShell.CallsOfOne, evolve.Answers().Count);
        Assert.All(evolve.Answers(), answer => Assert.Equal(1, answer.Value));
        (await evolve.Shell.RunAsync("verify", id)).Exits(0);
    }
}
