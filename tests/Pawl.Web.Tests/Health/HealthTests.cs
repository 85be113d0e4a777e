using System.Net;
using Microsoft.Playwright;
using Pawl.Runs.Model;
using Pawl.Runs.Waiting;
using Pawl.Runs.Workers;
using Pawl.Web.Health;
using Pawl.Web.Tests.Api;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Health;

public sealed class HealthTests(Browser browser)
{
    /// <summary>In older systems a button was acknowledged and then nothing happened: here every page says why.</summary>
    [Fact]
    public async Task A_queued_run_without_a_worker_raises_the_banner_and_says_why_it_waits()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await bench.OpenAsync(browser, "/workers");
        await Assertions.Expect(page.GetByText("No worker is at work", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Nothing waits")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#banner .banner")).ToHaveCountAsync(0);

        bench.Queue("first", "true");

        await Assertions.Expect(page.Locator("#banner")).ToContainTextAsync("A run waits and no worker is at work");
        await Assertions.Expect(page.Locator("#banner")).ToContainTextAsync("pawl worker");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "first" });
        await Assertions.Expect(row).ToContainTextAsync("No worker is at work");

        bench.Store.RegisterWorker(WorkerProcess.Identify());

        await Assertions.Expect(page.Locator("#banner .banner")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".workers-table")).ToContainTextAsync("alive");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_worker_whose_process_is_gone_is_shown_dead_and_does_not_count()
    {
        await using var bench = await Workbench.StartAsync();
        var self = WorkerProcess.Identify();
        bench.Store.RegisterWorker(self with { Id = "gone", StartTicks = self.StartTicks - 1 });
        bench.Queue("first", "true");

        var list = await (await bench.Http.GetAsync("/api/v1/workers")).OkAsync();
        Assert.Equal("dead", (string?)list["workers"]![0]!["state"]);

        var health = await (await bench.Http.GetAsync("/api/v1/health")).OkAsync();
        Assert.Equal("warn", (string?)health["status"]);
        Assert.Equal(0, (int?)health["workers"]!["alive"]);
        Assert.Equal(1, (int?)health["queue"]!["due"]);
        Assert.True((bool?)health["data_root"]!["writable"]);

        var queue = await (await bench.Http.GetAsync("/api/v1/queue")).OkAsync();
        Assert.Equal("No worker is at work on this data root. Start one with: pawl worker", (string?)queue["attempts"]![0]!["why"]);
    }

    [Fact]
    public async Task Probes_need_no_sign_in_and_a_lost_database_is_not_ready_but_live()
    {
        await using var bench = await Workbench.StartAsync();
        Assert.Equal("live\n", await bench.AnonymousHttp.GetStringAsync("/health/live"));
        Assert.Equal("ready\n", await bench.AnonymousHttp.GetStringAsync("/health/ready"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await bench.AnonymousHttp.GetAsync("/api/v1/health")).StatusCode);
        Assert.Empty(Directory.EnumerateFiles(bench.DataRoot, ".health-*"));

        bench.Store.Dispose();

        Assert.Equal("live\n", await bench.AnonymousHttp.GetStringAsync("/health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await bench.AnonymousHttp.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public void A_worker_falls_silent_at_the_moment_from_which_waiting_runs_no_longer_count_on_it()
    {
        var seen = DateTimeOffset.UnixEpoch;
        var elsewhere = new WorkerRecord(WorkerProcess.Identify() with { Machine = "elsewhere" }, seen, seen, 0);

        Assert.Equal(WorkerPresence.Alive, WorkerStatus.PresenceOf(elsewhere, seen + WaitReasons.Silence));
        Assert.Equal(WorkerPresence.Silent, WorkerStatus.PresenceOf(elsewhere, seen + WaitReasons.Silence + TimeSpan.FromTicks(1)));
    }
}
