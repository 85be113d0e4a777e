using Pawl.System.Tests.Cli;

namespace Pawl.Regression.Tests;

/// <summary>
/// The last metrics of an <c>evolve</c> run were those of its last answer, when its services had not ended yet: the chart of a run of five
/// services said 0 done for ever. A step had its values already, so that what came after it was dropped.
/// </summary>
public sealed class EvolveRunEndTests : IDisposable
{
    private readonly PawlShell _shell = new();

    [Fact]
    public async Task The_last_metrics_count_all_services()
    {
        (await _shell.RunAsync("evolve", "init", "reference")).Exits(0);
        string[] run = ["evolve", "run", "--input", "reference/services.jsonl", "--max-services", "5", "--profile", "offline"];
        (await _shell.RunAsync(run)).Exits(0);

        var metrics = (await _shell.RunAsync("runs", "metrics", "last", "--json")).Exits(0).JsonLines;

        Assert.Equal(5, (double)metrics.Last(point => (string)point["name"]! == "services/done")["value"]!);
    }

    public void Dispose() => _shell.Dispose();
}
