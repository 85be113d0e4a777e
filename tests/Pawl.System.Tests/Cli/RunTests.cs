using System.Text.Json.Nodes;

namespace Pawl.System.Tests.Cli;

public sealed class RunTests : IDisposable
{
    private readonly PawlShell _pawl = new();

    public void Dispose() => _pawl.Dispose();

    [Fact]
    public async Task A_program_runs_to_its_end_and_leaves_lines_metrics_and_artifacts()
    {
        _pawl.Write("steps.sh", Programs.Steps);

        var run = (await _pawl.RunAsync("run", "--name", "three", "--set", "command.artifacts=[result.txt]", "--", "sh", "steps.sh")).Exits(
            0
        );

        var id = run.Out.TrimEnd('\n');
        Assert.Matches("^[0-9A-Z]{26}$", id);
        Assert.Contains("line 2", run.Error);
        Assert.Contains("succeeded", run.Error);
        var shown = (await _pawl.RunAsync("runs", "show", id, "--json")).Exits(0).Json;
        Assert.Equal("succeeded", (string)shown["run"]!["state"]!);
        Assert.Equal("three", (string)shown["run"]!["name"]!);
        Assert.Equal("data\n", File.ReadAllText((string)shown["artifacts"]![0]!["path"]!));
        var lines = (await _pawl.RunAsync("runs", "logs", "last")).Exits(0).Out.Split('\n');
        Assert.Equal(["line 1", "line 2", "line 3"], lines.Where(line => line.StartsWith("line")));
        var metrics = (await _pawl.RunAsync("runs", "metrics", "last", "--json")).Exits(0).JsonLines;
        Assert.Equal([(1, 0.1), (2, 0.2), (3, 0.3)], metrics.Select(point => ((int)point["step"]!, (double)point["value"]!)));
        (await _pawl.RunAsync("verify", id)).Exits(0);
    }

    [Fact]
    public async Task A_failing_program_fails_the_run_and_says_how_to_go_on()
    {
        var run = (await _pawl.RunAsync("run", "--json", "--", "sh", "-c", "echo broken >&2; exit 9")).Exits(1);

        Assert.Equal("failed", (string)run.Json["state"]!);
        Assert.Contains("9", (string)run.Json["failure"]!["message"]!);
        Assert.Contains("broken", run.Error);
        Assert.Contains($"pawl resume {run.Json["id"]}", run.Error);
    }

    [Fact]
    public async Task A_wrong_spec_is_told_by_file_line_and_key_and_nothing_is_started()
    {
        _pawl.Write("wrong.yaml", "workload: command\ncommand:\n  argv: [true]\n  enviroment: {}\ntimeout: soon\n");

        var run = (await _pawl.RunAsync("run", "wrong.yaml")).Exits(2);

        Assert.Empty(run.Out);
        Assert.Contains("wrong.yaml:4", run.Error);
        Assert.Contains("command.enviroment", run.Error);
        Assert.Contains("wrong.yaml:5", run.Error);
        Assert.Equal("[]", (await _pawl.RunAsync("runs", "ls", "--json")).Exits(0).Out.Trim());
    }

    [Theory]
    [InlineData(3, "run", "none.yaml")]
    [InlineData(2, "run", "--workload", "nosuch")]
    [InlineData(2, "run", "--", "")]
    [InlineData(2, "run", "--workload", "text", "--", "true")]
    [InlineData(2, "run", "a.yaml", "b.yaml")]
    [InlineData(3, "runs", "show", "01ZZZZ")]
    [InlineData(3, "runs", "logs", "last")]
    [InlineData(3, "resume", "nonsense!")]
    [InlineData(3, "verify", "last")]
    [InlineData(3, "text", "sample", "last")]
    [InlineData(3, "spec", "nosuch")]
    public async Task What_is_not_there_or_makes_no_sense_has_its_exit_code(int code, params string[] arguments)
    {
        var outcome = (await _pawl.RunAsync(arguments)).Exits(code);

        Assert.Empty(outcome.Out);
        Assert.StartsWith("pawl: ", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    [Fact]
    public async Task What_the_state_does_not_allow_is_refused()
    {
        (await _pawl.RunAsync("run", "--", "true")).Exits(0);

        (await _pawl.RunAsync("cancel", "last")).Exits(4);
        (await _pawl.RunAsync("resume", "last")).Exits(4);
        (await _pawl.RunAsync("text", "sample", "last")).Exits(4);
    }

    [Fact]
    public async Task A_retry_is_a_new_run_of_the_same_spec()
    {
        var first = (await _pawl.RunAsync("run", "--name", "again", "--", "echo", "it's \"quoted\" ü")).Exits(0).Out.Trim();

        var second = (await _pawl.RunAsync("retry", first, "--json")).Exits(0).Json;

        Assert.NotEqual(first, (string)second["id"]!);
        Assert.Equal(first, (string)second["retry_of"]!);
        Assert.Contains("it's \"quoted\" ü", (await _pawl.RunAsync("runs", "logs", "last")).Exits(0).Out);
    }

    [Fact]
    public async Task A_changed_artifact_is_found_by_verify()
    {
        _pawl.Write("steps.sh", Programs.Steps);
        (await _pawl.RunAsync("run", "--set", "command.artifacts=[result.txt]", "--", "sh", "steps.sh")).Exits(0);
        var shown = (await _pawl.RunAsync("runs", "show", "last", "--json")).Exits(0).Json;
        File.WriteAllText((string)shown["artifacts"]![0]!["path"]!, "Data\n");

        var verified = (await _pawl.RunAsync("verify", "last", "--json")).Exits(5).Json;

        Assert.False((bool)verified["clean"]!);
        Assert.Contains(verified["findings"]!.AsArray(), finding => ((string)finding!["where"]!).EndsWith("result.txt"));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_and_filtered()
    {
        (await _pawl.RunAsync("run", "--name", "good", "--", "true")).Exits(0);
        (await _pawl.RunAsync("run", "--name", "bad", "--", "false")).Exits(1);

        Assert.Equal(["bad", "good"], await NamesAsync());
        Assert.Equal(["bad"], await NamesAsync("--state", "failed"));
        Assert.Equal(["good"], await NamesAsync("goo"));
        Assert.Equal(["bad"], await NamesAsync("--limit", "1"));
        Assert.Equal([], await NamesAsync("--workload", "text"));
        var table = (await _pawl.RunAsync("runs", "ls")).Exits(0).Out;
        Assert.All(table.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task A_run_is_named_by_the_beginning_of_its_id_in_any_case()
    {
        var first = (await _pawl.RunAsync("run", "--", "true")).Exits(0).Out.Trim();
        var second = (await _pawl.RunAsync("run", "--", "true")).Exits(0).Out.Trim();
        var shared = string.Concat(first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First));

        var found = (await _pawl.RunAsync("runs", "show", second[..(shared.Length + 1)].ToLowerInvariant(), "--json")).Exits(0).Json;

        Assert.Equal(second, (string)found["run"]!["id"]!);
        var ambiguous = (await _pawl.RunAsync("runs", "show", shared)).Exits(2);
        Assert.Contains(first, ambiguous.Error);
    }

    [Fact]
    public async Task Every_line_of_json_output_parses_and_keeps_its_shape()
    {
        _pawl.Write("steps.sh", Programs.Steps);
        (await _pawl.RunAsync("run", "--", "sh", "steps.sh")).Exits(0);

        var log = (await _pawl.RunAsync("runs", "logs", "last", "--json")).Exits(0).JsonLines.ToList();
        var events = (await _pawl.RunAsync("events", "last", "--json")).Exits(0).JsonLines.ToList();

        Assert.Contains(log, line => (string)line["level"]! == "error_output" && (string)line["line"]! == "complaint");
        Assert.Equal(["at", "attempt", "level", "line"], Names(log[0]));
        Assert.Equal(["position", "run", "sequence", "at", "type", "attempt", "data", "hash"], Names(events[0]));
        Assert.Equal("run.created", (string)events[0]["type"]!);
        Assert.Equal("run.ended", (string)events[^1]["type"]!);
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(member => member.Key);

    private async Task<IEnumerable<string>> NamesAsync(params string[] filters) =>
        (await _pawl.RunAsync(["runs", "ls", "--json", .. filters])).Exits(0).Json.AsArray().Select(run => (string)run!["name"]!);
}
