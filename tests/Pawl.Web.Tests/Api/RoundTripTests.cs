using System.Net;
using System.Text.Json.Nodes;
using Pawl.Runs.Workers;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Api;

public sealed class RoundTripTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    [Trait("speed", "slow")]
    public async Task A_run_is_made_watched_cancelled_retried_and_resumed_over_http()
    {
        await using var bench = await Workbench.StartAsync();
        using var stop = new CancellationTokenSource();
        var worker = new Worker(
            bench.Store,
            bench.DataRoot,
            new HostLauncher(Path.Combine(AppContext.BaseDirectory, "Pawl.TestPrograms"), ["host"]),
            new WorkerOptions { Concurrency = 2 },
            SilentObserver.Instance,
            TimeProvider.System
        );
        var work = worker.RunAsync(stop.Token, stop.Token);
        var spec = new
        {
            workload = "command",
            grace = "1s",
            command = new { argv = (string[])["sh", "-c", "[ -e go ] && exit 0; sleep 300"], working_folder = bench.DataRoot },
        };

        var id = (string)
            (await (await bench.Http.PostAsync("/api/v1/runs", new { spec, name = "round" })).OkAsync(HttpStatusCode.Created))["id"]!;
        await UntilAsync(bench, id, "running");
        var workers = await (await bench.Http.GetAsync("/api/v1/workers")).OkAsync();
        Assert.Equal(id, (string?)workers["workers"]![0]!["running"]![0]!["run"]);

        await (await bench.Http.PostAsync($"/api/v1/runs/{id}/cancel", null)).OkAsync(HttpStatusCode.Accepted);
        await UntilAsync(bench, id, "cancelled");

        await File.WriteAllTextAsync(Path.Combine(bench.DataRoot, "go"), "");
        var again = (string)(await (await bench.Http.PostAsync($"/api/v1/runs/{id}/retry", null)).OkAsync(HttpStatusCode.Created))["id"]!;
        Assert.Equal("queued", (string?)(await (await bench.Http.PostAsync($"/api/v1/runs/{id}/resume", null)).OkAsync())["state"]);
        await UntilAsync(bench, id, "succeeded");
        await UntilAsync(bench, again, "succeeded");

        var details = await (await bench.Http.GetAsync($"/api/v1/runs/{id}")).OkAsync();
        Assert.Equal(["cancelled", "succeeded"], details["attempts"]!.AsArray().Select(attempt => (string?)attempt!["state"]));
        Assert.Equal("succeeded", (string?)(await (await bench.Http.GetAsync($"/api/v1/runs/{id}/manifest")).OkAsync())["outcome"]);
        Assert.True((bool?)(await (await bench.Http.GetAsync($"/api/v1/runs/{id}/verify")).OkAsync())["clean"]);
        await stop.CancelAsync();
        await work;
    }

    private static async Task UntilAsync(Workbench bench, string id, string state)
    {
        using var limit = new CancellationTokenSource(Patience);
        for (JsonNode? run = null; (string?)run?["state"] != state; await Task.Delay(50, CancellationToken.None))
        {
            Assert.False(limit.IsCancellationRequested, $"Run {id} is {run?["state"]}, not {state}: {run?["failure"]}");
            run = (await (await bench.Http.GetAsync($"/api/v1/runs/{id}")).OkAsync())["run"];
        }
    }
}
