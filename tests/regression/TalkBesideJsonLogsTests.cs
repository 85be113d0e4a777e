using System.Text.Json.Nodes;
using Pawl.System.Tests.Cli;

namespace Pawl.Regression.Tests;

/// <summary>
/// With <c>--json-logs</c> only log and progress were JSON: how the run ended, and every error, came as plain lines between them, so that a
/// collector of logs stumbled over the last lines of each run.
/// </summary>
public sealed class TalkBesideJsonLogsTests : IDisposable
{
    private readonly PawlShell _shell = new();

    [Fact]
    public async Task Every_line_is_json_at_the_end_of_a_run_and_for_an_error()
    {
        var run = (await _shell.RunAsync("run", "--json-logs", "--", "true")).Exits(0);
        var refused = (await _shell.RunAsync("resume", "last", "--json-logs")).Exits(4);

        Assert.Contains(Lines(run), line => (string)line["kind"]! == "note");
        var error = Assert.Single(Lines(refused));
        Assert.Equal(("error", 4), ((string)error["kind"]!, (int)error["exit_code"]!));
    }

    public void Dispose() => _shell.Dispose();

    private static List<JsonNode> Lines(Outcome outcome) =>
        [.. outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
}
