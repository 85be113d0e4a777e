using Microsoft.Playwright;
using Pawl.Runs.Store;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Live;

namespace Pawl.Web.Tests.Logs;

/// <summary>A real run by a real worker that prints 20,000 lines and reports 5,000 metrics a second while someone looks at its log.</summary>
[Collection(Pawl.Web.Tests.Speed.SpeedCollection.Name)]
[Trait("speed", "slow")]
public sealed class LogFloodTests(Browser browser, ITestOutputHelper output)
{
    private const int Seconds = 8;

    // A tenth of a second's worth at a time: 2,000 lines and 500 reports.
    private const string Flood = """
        for i in $(seq 0 79); do
          seq -f "step %.0f of a flood of lines that say how the loss goes down" $((i * 2000)) $((i * 2000 + 1999))
          seq -f '@pawl {"step":%.0f,"metrics":{"loss":0.25}}' $((i * 500)) $((i * 500 + 499))
          sleep 0.1
        done
        echo the flood is over
        """;

    [Fact]
    public async Task A_page_stays_responsive_while_its_run_floods_it_and_says_what_it_left_out()
    {
        await using var up = await PawlUp.StartAsync();
        using var store = RunStore.Open(Path.Combine(up.DataRoot, "pawl.db"), TimeProvider.System);
        await using var bench = await Workbench.StartAsync();
        var spec = bench.Queue("flood", "bash", "-c", Flood).SpecJson;
        var run = store.Create(new("command", "flood", null, spec, Runs.Model.RetryPolicy.Default, null));
        var page = await SignedIn.OpenAsync(browser, up.Address, store, $"/runs/{run.Id}/log");
        await LogTabTests.Loaded(page);
        await page.EvaluateAsync(
            """
            () => {
              window.measured = { gaps: [], tasks: [], updates: 0, rows: 0 };
              let last = performance.now();
              const tick = (now) => { measured.gaps.push(now - last); last = now; requestAnimationFrame(tick); };
              requestAnimationFrame(tick);
              new PerformanceObserver((list) => measured.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
              new MutationObserver(() => { measured.updates++; measured.rows = Math.max(measured.rows, document.querySelectorAll(".log-row").length); })
                .observe(document.querySelector(".log-list"), { childList: true });
            }
            """
        );
        var start = TimeProvider.System.GetTimestamp();

        await Assertions.Expect(LogTabTests.Row(page, "the flood is over")).ToBeInViewportAsync(new() { Timeout = 120_000 });

        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var gaps = await page.EvaluateAsync<double[]>("() => measured.gaps");
        var tasks = await page.EvaluateAsync<double[]>("() => measured.tasks");
        var updates = await page.EvaluateAsync<int>("() => measured.updates");
        var rows = await page.EvaluateAsync<int>("() => measured.rows");
        output.WriteLine(
            $"{Seconds * 20_000} lines and {Seconds * 5_000} metrics came in {seconds:F1} s; {updates} updates of the list, at most {rows} rows;"
                + $" longest gap between frames {gaps.Max():F0} ms, median {gaps.Order().ElementAt(gaps.Length / 2):F0} ms;"
                + $" {tasks.Length} tasks over 50 ms, the longest {tasks.DefaultIfEmpty().Max():F0} ms"
        );
        await Assertions.Expect(page.Locator(".log-state")).ToContainTextAsync("lines came too fast to show");
        Assert.True(updates <= (seconds * 10) + 5, $"{updates} updates in {seconds} s");
        Assert.InRange(rows, 1, 2000);
        Assert.True(gaps.Max() < 1000, $"the page stood still for {gaps.Max():F0} ms");
        // What was passed over is there when one scrolls up: the last rows are whole.
        var texts = await page.Locator(".log-text").AllTextContentsAsync();
        Assert.Equal("the flood is over", texts[^1]);
        await page.Context.CloseAsync();
    }
}
