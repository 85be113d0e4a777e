using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pawl.System.Tests.Cli;

namespace Pawl.System.Tests.Evolutions;

/// <summary>Who gets what: scripts the id, programs JSON lines, people a bar that fits their terminal.</summary>
[Trait("speed", "slow")]
public sealed partial class EvolveTalkTests
{
    [Fact]
    public async Task Standard_output_holds_the_id_and_a_pipe_gets_no_escape_sequence_and_no_bar()
    {
        using var evolve = new EvolveShell(2);

        var run = (await evolve.Shell.RunAsync("evolve", "run", "evolve.yaml")).Exits(0);
        var json = (await evolve.Shell.RunAsync("evolve", "run", "evolve.yaml", "--json", "--cache-mode", "read")).Exits(0);

        Assert.Matches("^[0-9A-Z]{26}\n$", run.Out);
        Assert.Equal("succeeded", (string)json.Json["state"]!);
        Assert.DoesNotContain('\e', run.Out + run.Error + json.Out + json.Error);
        Assert.DoesNotContain("━", run.Error + json.Error);
    }

    [Fact]
    public async Task Json_logs_are_json_to_the_last_line_whether_it_ends_well_or_not()
    {
        using var evolve = new EvolveShell(2);

        var run = (await evolve.Shell.RunAsync("evolve", "run", "evolve.yaml", "--json-logs")).Exits(0);
        var refused = (await evolve.Shell.RunAsync("resume", "last", "--json-logs")).Exits(4);
        var wrong = (await evolve.Shell.RunAsync("evolve", "run", "evolve.yaml", "--queue-concurrency", "none", "--json-logs")).Exits(2);

        Assert.Matches("^[0-9A-Z]{26}\n$", run.Out);
        var lines = Lines(run.Error);
        var end = lines.Last(line => (string)line["kind"]! == "progress");
        Assert.Equal(("succeeded", 1.0), ((string)end["state"]!, (double)end["fraction"]!));
        // The last service ends after the last answer.
        Assert.Equal(2, (double)end["metrics"]!["services/done"]!);
        Assert.Contains(lines, line => (string)line["kind"]! == "note" && ((string)line["line"]!).Contains("succeeded"));
        Assert.Equal(("error", 4), ((string)Lines(refused.Error).Single()["kind"]!, (int)Lines(refused.Error).Single()["exit_code"]!));
        Assert.Contains("queue.concurrency", (string)Lines(wrong.Error).Single()["message"]!);
    }

    [Fact]
    public async Task A_terminal_shows_bar_pace_time_left_and_cost()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "Needs script(1) for a terminal.");
        using var evolve = new EvolveShell(4, "--latency", "150");
        var pawl = Path.Combine(AppContext.BaseDirectory, "pawl");
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", $"'{pawl}' evolve run evolve.yaml --queue-enabled false", "/dev/null"])
        {
            WorkingDirectory = evolve.Shell.Folder,
        };
        start.Environment["PAWL_HOME"] = evolve.Shell.Home;
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("CI");
        start.Environment.Remove("NO_COLOR");
        await using var process = new PawlProcess(start);

        var shown = Escapes().Replace((await process.EndAsync()).Exits(0).Out, "");

        Assert.Matches(@"━+─+ +\d+%  step \d+  ETA \d+:\d\d", shown);
        Assert.Matches(@"calls/s [\d.]+", shown);
        Assert.Matches(@"\d of 4 services, [\d.]+ a minute, \d+ calls on their way, \$0\.\d+", shown);
        Assert.Contains("━ 100%", shown);
        Assert.All(shown.Split('\n').Where(line => line.Contains('━')), line => Assert.InRange(line.TrimEnd('\r').Length, 1, 79));
    }

    private static List<JsonNode> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    [GeneratedRegex(@"\e(\[[0-9;?]*[A-Za-z]|[=>])")]
    private static partial Regex Escapes();
}
