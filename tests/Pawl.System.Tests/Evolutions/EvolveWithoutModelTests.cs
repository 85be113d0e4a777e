using System.Text.Json.Nodes;

namespace Pawl.System.Tests.Evolutions;

/// <summary>Verbs that look, change files or prepare: none of them reaches a model, whatever the settings name.</summary>
[Trait("speed", "slow")]
public sealed class EvolveWithoutModelTests
{
    [Fact]
    public async Task Looking_preparing_and_turning_back_ask_nothing()
    {
        using var evolve = new EvolveShell(2);
        var shell = evolve.Shell;
        (await shell.RunAsync("evolve", "run", "evolve.yaml")).Exits(0);
        var before = await evolve.RequestsAsync();

        var good = (await shell.RunAsync("evolve", "preflight", "evolve.yaml", "--json")).Exits(0).Json;
        Assert.True((bool)good["good"]!);
        Assert.Contains(good["checks"]!.AsArray(), check => (string)check!["name"]! == "provider");
        var bad = (
            await shell.RunAsync("evolve", "preflight", "evolve.yaml", "--context", "nowhere", "--input", "none.jsonl", "--json")
        ).Exits(1);
        Assert.Equal(["settings", "input"], Wrong(bad.Json));
        Assert.Empty(bad.Error);
        var valid = (await shell.RunAsync("evolve", "validate", "--input", "services.jsonl", "--evolutions", "evolutions.jsonl", "--json"));
        Assert.True((bool)valid.Exits(0).Json["good"]!);
        shell.Write("broken.jsonl", EvolveShell.Service(1) + "\nno service\n");
        var invalid = (await shell.RunAsync("evolve", "validate", "--input", "broken.jsonl", "--json")).Exits(1).Json;
        Assert.Equal(["input"], Wrong(invalid));
        (await shell.RunAsync("evolve", "validate")).Exits(2);
        var written = (await shell.RunAsync("evolve", "init", "reference")).Exits(0).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(written, path => Assert.True(File.Exists(Path.Combine(shell.Folder, path))));
        Assert.Contains("is there already", (await shell.RunAsync("evolve", "init", "reference")).Exits(1).Error);
        Assert.Equal(2 * EvolveShell.CallsOfOne, (int)(await evolve.CallsAsync())["all"]!["answered"]!);
        (await shell.RunAsync("evolve", "calls", "nonsense!")).Exits(3);
        Assert.Equal(before, await evolve.RequestsAsync());

        string[] turn = ["evolve", "reverse", "evolve.yaml", "--input", "evolutions.jsonl", "--output", "features.jsonl", "--json"];
        var reversed = (await shell.RunAsync(turn)).Exits(0).Json;
        Assert.Equal(2, (int)reversed["services"]!);
        // The cache has their answers now, so that the same run asks nothing either.
        (await shell.RunAsync("evolve", "run", "evolve.yaml", "--cache-mode", "read", "--output", "again.jsonl")).Exits(0);
        Assert.Equal(before, await evolve.RequestsAsync());
        Assert.Equal(await File.ReadAllBytesAsync(evolve.Output, Ending), await ReadAsync(evolve, "again.jsonl"));
    }

    [Fact]
    public async Task Lines_of_1_0_become_those_of_1_1_byte_for_byte()
    {
        using var evolve = new EvolveShell(1);
        var folder = Path.Combine(AppContext.BaseDirectory, "Evolutions", "Migration");
        string[] migrate =
        [
            "evolve",
            "migrate",
            "--from",
            "1.0",
            "--to",
            "1.1",
            "--input",
            Path.Combine(folder, "old.jsonl"),
            "--output",
            "new.jsonl",
            "--json",
        ];

        var counts = (await evolve.Shell.RunAsync(migrate)).Exits(0).Json;

        // The second has its contributions in the groups alone, as 1.0 left them.
        Assert.Equal("""{"lines":2,"migrated":2,"rebuilt_contributions":1,"rebuilt_groups":0}""", counts.ToJsonString());
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(folder, "new.jsonl"), Ending),
            await File.ReadAllTextAsync(Path.Combine(evolve.Shell.Folder, "new.jsonl"), Ending)
        );
        (await evolve.Shell.RunAsync([.. migrate[..3], "0.9", .. migrate[4..]])).Exits(2);
        (await evolve.Shell.RunAsync([.. migrate[..7], "services.jsonl", "--output", "none.jsonl"])).Exits(1);
        Assert.False(File.Exists(Path.Combine(evolve.Shell.Folder, "none.jsonl")));
        Assert.Equal(0, await evolve.RequestsAsync());
    }

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Wrong(JsonNode report) =>
        report["checks"]!.AsArray().Where(check => !(bool)check!["good"]!).Select(check => (string)check!["name"]!);

    private static Task<byte[]> ReadAsync(EvolveShell evolve, string name) =>
        File.ReadAllBytesAsync(Path.Combine(evolve.Shell.Folder, name), Ending);
}
