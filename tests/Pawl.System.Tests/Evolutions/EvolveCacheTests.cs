namespace Pawl.System.Tests.Evolutions;

/// <summary>Kept answers between runs, in each mode.</summary>
[Trait("speed", "slow")]
public sealed class EvolveCacheTests
{
    private const int Services = 2;
    private const int Calls = Services * EvolveShell.CallsOfOne;

    [Fact]
    public async Task Each_mode_asks_and_keeps_what_it_says_and_the_bytes_are_the_same()
    {
        using var evolve = new EvolveShell(Services);

        Assert.Equal((Calls, 0), await RunAsync(evolve, "off"));
        var expected = await File.ReadAllBytesAsync(evolve.Output, TestContext.Current.CancellationToken);
        Assert.Equal((Calls, Calls), await RunAsync(evolve, "read"));
        Assert.Equal((0, Calls), await RunAsync(evolve, "read"));
        Assert.Equal(expected, await File.ReadAllBytesAsync(evolve.Output, TestContext.Current.CancellationToken));
        Assert.Equal((Calls, Calls), await RunAsync(evolve, "refresh"));
        Assert.Equal((Calls, Calls), await RunAsync(evolve, "write"));
        (await evolve.Shell.RunAsync("cache", "validate")).Exits(0);
    }

    [Fact]
    public async Task A_damaged_entry_is_put_aside_told_of_and_asked_for_again()
    {
        using var evolve = new EvolveShell(Services);
        await RunAsync(evolve, "read");
        var expected = await File.ReadAllBytesAsync(evolve.Output, TestContext.Current.CancellationToken);
        var entry = Entries(evolve).First();
        await File.AppendAllTextAsync(entry, " ", TestContext.Current.CancellationToken);
        var before = await evolve.RequestsAsync();

        var run = (await evolve.Shell.RunAsync("evolve", "run", "evolve.yaml", "--cache-mode", "read")).Exits(0);

        Assert.Contains($"{Path.GetFileNameWithoutExtension(entry)} is damaged", run.Error);
        Assert.Equal(before + 1, await evolve.RequestsAsync());
        Assert.Equal(expected, await File.ReadAllBytesAsync(evolve.Output, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(Path.Combine(evolve.Shell.Home, "cache", "llm", "quarantine")));
        Assert.Equal(Calls, Entries(evolve).Count);
        (await evolve.Shell.RunAsync("cache", "validate")).Exits(0);
        (await evolve.Shell.RunAsync("verify", "last")).Exits(0);
    }

    /// <returns>Requests of this run, and entries of the cache after it.</returns>
    private static async Task<(long Requests, int Entries)> RunAsync(EvolveShell evolve, string mode)
    {
        var before = await evolve.RequestsAsync();
        (await evolve.Shell.RunAsync("evolve", "run", "evolve.yaml", "--cache-mode", mode)).Exits(0);
        return (await evolve.RequestsAsync() - before, Entries(evolve).Count);
    }

    private static List<string> Entries(EvolveShell evolve)
    {
        var folder = Path.Combine(evolve.Shell.Home, "cache", "llm");
        return Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
                    .Where(path => !path.Contains("quarantine", StringComparison.Ordinal)),
            ]
            : [];
    }
}
