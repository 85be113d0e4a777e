using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Pawl.Runs.Model;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Views.Runs;

namespace Pawl.Web.Tests.RunList;

/// <summary>The list over 10,000 runs with 100 metrics each. The best of several tries counts: the machine may have other work.</summary>
[Collection(Pawl.Web.Tests.Speed.SpeedCollection.Name)]
[Trait("speed", "slow")]
public sealed class RunsSpeedTests(Browser browser, ITestOutputHelper output)
{
    private const int Tries = 7;

    [Fact]
    public async Task Ten_thousand_runs_open_within_500_ms_and_follow_a_filter_within_150_ms()
    {
        await using var bench = await Workbench.StartAsync();
        var seeding = Stopwatch.StartNew();
        ManyRuns.Add(bench);
        output.WriteLine($"seeding: {seeding.Elapsed.TotalSeconds:F1} s");

        Measure(bench, "newest", new RunsAddress());
        Measure(bench, "text", new RunsAddress { Text = "chess 007" });
        Measure(bench, "state and tag", new RunsAddress { States = [RunState.Failed], Tags = ["sweep/lr"] });
        Measure(bench, "by duration", new RunsAddress { Sort = new RunSort("duration", true) });
        Measure(bench, "by metric, 10 metric columns", ByMetric());
        output.WriteLine($"filter fields: {Best(() => (bench.Store.TagsInUse(), bench.Store.WorkloadsInUse())):F1} ms");
        output.WriteLine($"metric names: {Best(() => bench.Store.MetricNames()):F1} ms");

        var page = await bench.OpenAsync(browser);
        var paint = double.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            await page.GotoAsync(bench.Address.ToString());
            await Assertions.Expect(page.Locator("#runs-total")).ToHaveTextAsync("1–50 of 10,000");
            paint = Math.Min(
                paint,
                await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 1e9")
            );
        }

        var filter = double.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            filter = Math.Min(filter, await page.EvaluateAsync<double>(FilterTime, $"chess 0{i:00}"));
        }

        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"first paint: {paint:F0} ms, filter from the last letter on: {filter:F0} ms")
        );
        Assert.InRange(paint, 0, 500);
        Assert.InRange(filter, 0, 150);
        await page.Context.CloseAsync();
    }

    private const string FilterTime = """
        text => new Promise(resolve => {
          const field = document.querySelector("#filter-text");
          const start = performance.now();
          document.querySelector("#runs").addEventListener("part:shown", () => resolve(performance.now() - start), { once: true });
          field.value = text;
          field.dispatchEvent(new Event("input", { bubbles: true }));
        })
        """;

    private static RunsAddress ByMetric() =>
        new()
        {
            Sort = new RunSort("metric:" + ManyRuns.MetricName(0), false),
            Columns = [.. Enumerable.Range(0, 10).Select(metric => RunColumn.OfMetric(ManyRuns.MetricName(metric)))],
        };

    private void Measure(Workbench bench, string what, RunsAddress address) =>
        output.WriteLine($"{what}: {Best(() => RunsList.Read(bench.Store, address)):F1} ms");

    private static double Best<T>(Func<T> work)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            var watch = Stopwatch.StartNew();
            work();
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }

        return best;
    }
}
