using System.Text.Json.Nodes;
using Pawl.System.Tests.Cli;
using Pawl.TestPrograms.LlmServer;

namespace Pawl.System.Tests.Evolutions;

/// <summary>Answers that can never be read: they cost their service alone, are set aside as they came, and only they are asked for again.</summary>
[Trait("speed", "slow")]
public sealed class EvolveFailureTests
{
    /// <summary>One call after the other, each answer as it comes.</summary>
    private static readonly string[] OneByOne = ["--queue-enabled", "false", "--answers-repair", "false"];

    [Fact]
    public async Task One_stage_of_one_service_fails_that_service_and_resume_asks_for_no_more()
    {
        using var evolve = Services("features/5");
        var failed = (await RunAsync(evolve)).Exits(1);

        var message = (string)failed.Json["failure"]!["message"]!;
        Assert.Equal("services_failed", (string)failed.Json["failure"]!["kind"]!);
        Assert.Contains("1 of 3 services failed", message);
        Assert.Contains("service 'S0002', features/5", message);
        Assert.Contains("pawl resume", message);
        Assert.Equal(["S0001", "S0003"], Ids(evolve));
        var aside = (await QuarantineAsync(evolve)).Single(item => (string)item["stage"]! == "features/5");
        Assert.Equal(("S0002", "json_parse_error"), ((string)aside["service_id"]!, (string)aside["kind"]!));
        Assert.Equal(JunkAnswerer.Text, (string)aside["raw"]!);
        (await evolve.Shell.RunAsync("verify", "last")).Exits(0);

        (await evolve.Shell.RunAsync("resume", "last")).Exits(1);
        Assert.Equal((3 * EvolveShell.CallsOfOne) - 3 + 1, await evolve.RequestsAsync());
        await evolve.ControlAsync("answerer/schema");
        (await evolve.Shell.RunAsync("resume", "last")).Exits(0);

        // What was not there yet: that stage, and the three mappings behind it.
        Assert.Equal((3 * EvolveShell.CallsOfOne) + 2, await evolve.RequestsAsync());
        Assert.Equal(["S0001", "S0002", "S0003"], Ids(evolve));
        Assert.DoesNotContain(await QuarantineAsync(evolve), item => (string)item["stage"]! == "features/5");
        (await evolve.Shell.RunAsync("verify", "last")).Exits(0);
    }

    [Fact]
    public async Task A_mapping_that_cannot_be_read_is_empty_fails_its_service_or_stops_the_run_as_the_settings_say()
    {
        using var evolve = Services("mapping/5/applications");

        (await RunAsync(evolve)).Exits(0);
        Assert.Equal(["S0001", "S0002", "S0003"], Ids(evolve));
        var second = JsonNode.Parse(File.ReadLines(evolve.Output).ElementAt(1))!;
        Assert.Equal(0, second["plateaus"]![4]!["mappings"]!["applications"]?.AsArray().Count ?? 0);
        var aside = (await QuarantineAsync(evolve)).Single(item => (string)item["stage"]! == "mapping/5/applications");
        Assert.Equal(JunkAnswerer.Text, (string)aside["raw"]!);

        (await RunAsync(evolve, "--strict-mapping")).Exits(1);
        var states = (await evolve.ShowAsync())["run"]!;
        Assert.Contains("service 'S0002', mapping/5/applications", (string)states["failure"]!["message"]!);
        Assert.DoesNotContain("S0002", Ids(evolve));

        var stopped = (await RunAsync(evolve, "--strict", "--concurrency", "1")).Exits(1).Json;
        Assert.Contains("not begun since the settings are strict", (string)stopped["failure"]!["message"]!);
        Assert.DoesNotContain("S0003", Ids(evolve));
    }

    [Fact]
    public async Task Lines_that_are_no_services_and_ids_that_stand_twice_are_set_aside_and_the_others_go_on()
    {
        using var evolve = new EvolveShell([
            EvolveShell.Service(1),
            "{\"service_id\":",
            EvolveShell.Service(2),
            EvolveShell.Service(1, " Again."),
            "{\"service_id\":\"S9\"}",
        ]);

        var run = (await RunAsync(evolve)).Exits(0);

        Assert.Equal(["S0001", "S0002"], Ids(evolve));
        var aside = (await QuarantineAsync(evolve)).Where(item => (string)item["stage"]! == "input").ToList();
        Assert.Equal(3, aside.Count);
        Assert.Contains(aside, item => (string)item["raw"]! == "{\"service_id\":");
        Assert.Contains(aside, item => (string)item["service_id"]! == "S0001" && ((string)item["raw"]!).Contains("Again."));
        Assert.Contains("Set aside", run.Error);
    }

    private static EvolveShell Services(string junk) =>
        new([EvolveShell.Service(1), EvolveShell.Service(2, $" junk={junk}"), EvolveShell.Service(3)], "--answerer", "junk");

    private static Task<Outcome> RunAsync(EvolveShell evolve, params string[] arguments) =>
        evolve.Shell.RunAsync(["evolve", "run", "evolve.yaml", "--json", .. OneByOne, .. arguments]);

    private static List<string> Ids(EvolveShell evolve) =>
        [.. File.ReadLines(evolve.Output).Select(line => (string)JsonNode.Parse(line)!["service"]!["service_id"]!)];

    private static async Task<List<JsonNode>> QuarantineAsync(EvolveShell evolve)
    {
        var artifacts = (await evolve.ShowAsync())["artifacts"]!.AsArray();
        var path = artifacts.Select(artifact => (string)artifact!["path"]!).Single(path => path.EndsWith("quarantine.jsonl"));
        return [.. File.ReadLines(path).Select(line => JsonNode.Parse(line)!)];
    }
}
