using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Pawl.Runs;
using Pawl.Runs.Durability;
using Pawl.Web.Api;
using Pawl.Web.Tests.Charts;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Api;

public sealed class MetricsApiTests
{
    [Fact]
    public async Task Names_come_with_where_they_stand_and_absent_metrics_are_named_and_not_zero()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Report(run, "loss", 3, 1, 2);

        var all = await GetAsync(bench, $"/api/v1/runs/{run.Id}/metrics");
        var some = await GetAsync(bench, $"/api/v1/runs/{run.Id}/metrics?name=loss&name=mAP");

        var loss = all.GetProperty("metrics")[0];
        Assert.Equal(
            ("loss", 3, 2.0, 1.0, 1L),
            (
                loss.GetProperty("name").GetString(),
                loss.GetProperty("count").GetInt32(),
                loss.GetProperty("last").GetDouble(),
                loss.GetProperty("minimum").GetDouble(),
                loss.GetProperty("minimum_step").GetInt64()
            )
        );
        Assert.Equal(JsonValueKind.Null, loss.GetProperty("points").ValueKind);
        Assert.Equal(
            [3, 1, 2],
            some.GetProperty("metrics")[0].GetProperty("points").GetProperty("last").EnumerateArray().Select(value => value.GetDouble())
        );
        Assert.Equal("mAP", Assert.Single(some.GetProperty("absent").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Values_are_cut_down_to_the_points_asked_for_and_keep_their_peak()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Report(run, Enumerable.Range(0, 20_000).Select(step => ("loss", (long)step, step == 12_345 ? 99.0 : 1)));

        var answer = await GetAsync(bench, $"/api/v1/runs/{run.Id}/metrics?name=loss&points=50&from=1000&to=15000");

        var points = answer.GetProperty("metrics")[0].GetProperty("points");
        Assert.Equal(14_001, points.GetProperty("values").GetInt32());
        Assert.InRange(points.GetProperty("step").GetArrayLength(), 2, 50);
        Assert.Equal(99, points.GetProperty("maximum").EnumerateArray().Max(value => value.GetDouble()));
    }

    [Fact]
    public async Task Csv_holds_every_value_with_all_its_bits_and_no_formulas()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Report(run, "=1+1,\"x\"", 0.1 + 0.2, 1e-300);

        using var answer = await bench.Http.GetAsync(
            new Uri($"/api/v1/runs/{run.Id}/metrics?format=csv", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n");

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("name,step,at,value", lines[0]);
        Assert.Equal("\"'=1+1,\"\"x\"\"\",0,2026-01-31T10:00:00.000Z,0.30000000000000004", lines[1]);
        Assert.EndsWith(",1E-300", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_is_a_file_of_its_own()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Report(run, "loss", 3, 1, 2);

        using var answer = await bench.Http.GetAsync(
            new Uri($"/api/v1/chart.svg?runs={run.Id}&name=loss&scale=log", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Root);
    }

    [Theory]
    [InlineData("points=0")]
    [InlineData("points=10001")]
    [InlineData("smooth=1")]
    [InlineData("smooth=NaN")]
    [InlineData("format=xml")]
    public async Task What_makes_no_sense_is_refused_with_words(string query)
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");

        using var answer = await bench.Http.GetAsync(
            new Uri($"/api/v1/runs/{run.Id}/metrics?name=loss&{query}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(
            "Expected",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Trait("speed", "slow")]
    public async Task A_chart_of_a_million_values_opens_within_its_budget()
    {
        await using var bench = await Workbench.StartAsync();
        var warm = bench.Queue("warm", "true");
        bench.Report(warm, "loss", 1, 2);
        await bench.Http.GetStringAsync(
            new Uri($"/parts/chart?runs={warm.Id}&group=loss&page=1", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        var random = new Random(1);
        var times = new List<(double Cold, double Warm)>();
        for (var round = 0; round < 3; round++)
        {
            var run = bench.Queue("long", "true");
            bench.Report(run, Enumerable.Range(0, 1_000_000).Select(step => ("loss", (long)step, random.NextDouble())));
            var url = new Uri($"/parts/chart?runs={run.Id}&group=loss&page=1&smooth=0.6", UriKind.Relative);
            var watch = Stopwatch.StartNew();
            var html = await bench.Http.GetStringAsync(url, TestContext.Current.CancellationToken);
            var cold = watch.Elapsed.TotalMilliseconds;
            watch.Restart();
            await bench.Http.GetStringAsync(url, TestContext.Current.CancellationToken);
            times.Add((cold, watch.Elapsed.TotalMilliseconds));
            Assert.Contains("class=\"plot\"", html, StringComparison.Ordinal);
        }

        TestContext.Current.SendDiagnosticMessage(
            $"chart of 1,000,000 values through HTTP: cold {string.Join(", ", times.Select(time => $"{time.Cold:0}"))} ms, again {string.Join(", ", times.Select(time => $"{time.Warm:0}"))} ms"
        );
        // The budget is 300 ms on two quiet cores. What holds on any machine: far quicker than the plain reader takes for the file alone.
        var slow = Stopwatch.StartNew();
        Assert.Equal(1_000_000, MetricJournal.Read(RunFolder.Of(bench.DataRoot, bench.Store.Named("last").Id).Metrics).Count());
        Assert.True(times.Min(time => time.Cold) < slow.Elapsed.TotalMilliseconds / 2, $"the plain reader took {slow.Elapsed}");
    }

    private static async Task<JsonElement> GetAsync(Workbench bench, string url) =>
        JsonDocument
            .Parse(await bench.Http.GetStringAsync(new Uri(url, UriKind.Relative), TestContext.Current.CancellationToken))
            .RootElement;
}
