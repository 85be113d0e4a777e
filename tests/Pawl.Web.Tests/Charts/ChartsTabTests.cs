using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pawl.Runs.Model;
using Pawl.Runs.Workers;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Charts;

public sealed partial class ChartsTabTests(Browser browser)
{
    [Fact]
    public async Task Arrow_keys_read_the_values_of_every_line_and_the_live_text_says_them()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Report(run, "loss/train", 4, 2.5, 1.25);
        bench.Report(run, "loss/val", 5, 3.5, 2.0625);
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/charts");

        var plot = page.Locator("figure .chart-plot").First;
        await Assertions.Expect(Value(page, "loss/train")).ToHaveTextAsync("1.25");
        await PressAsync(plot, "Home");
        await Assertions.Expect(Value(page, "loss/train")).ToHaveTextAsync("4");
        await plot.PressAsync("ArrowRight");

        await Assertions.Expect(Value(page, "loss/train")).ToHaveTextAsync("2.5");
        await Assertions.Expect(Value(page, "loss/val")).ToHaveTextAsync("3.5");
        await Assertions.Expect(page.Locator("[data-say]").First).ToHaveTextAsync("step 1: train 2.5, val 3.5");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_crosshair_shows_on_all_charts_at_once_and_its_values_are_those_of_the_journal()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Report(run, "loss", [.. Enumerable.Range(0, 101).Select(step => step * 0.5)]);
        bench.Report(run, "reward", [.. Enumerable.Range(0, 101).Select(step => step * 7.0)]);
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/charts");
        var plot = page.Locator("figure .chart-plot").First;
        await PressAsync(plot, "End");

        var box = (await plot.Locator("svg").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + (box.Height / 2));

        await Assertions.Expect(page.Locator("svg.plot .cross.shown")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("[data-at]").First).ToHaveTextAsync(StepOnly());
        var step = double.Parse((await page.Locator("[data-at]").First.TextContentAsync())![5..], CultureInfo.InvariantCulture);
        Assert.InRange(step, 35, 65);
        Assert.Equal(step * 0.5, await NumberAsync(Value(page, "loss")));
        Assert.Equal(step * 7, await NumberAsync(Value(page, "reward")));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Zoom_fetches_the_finer_range_keeps_it_in_the_address_and_double_click_shows_all_again()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Report(run, Enumerable.Range(0, 50_000).Select(step => ("loss", (long)step, step == 25_000 ? 900.0 : step % 10)));
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/charts");
        var svg = page.Locator("svg.plot").First;
        await PressAsync(page.Locator("figure .chart-plot").First, "End");
        Assert.Contains(900.0, (await DataAsync(page)).High!);

        var box = (await svg.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + 60);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.6f), box.Y + 60, new() { Steps = 4 });
        await page.Mouse.UpAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("from=\\d+&to=\\d+"));
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Reset zoom" })).ToBeEnabledAsync();
        await Assertions.Expect(svg).Not.ToHaveAttributeAsync("data-x-high", "49999");
        var near = await DataAsync(page);
        Assert.True(near.X[^1] - near.X[0] < 15_000, $"{near.X[0]} to {near.X[^1]}");
        Assert.True(near.X.Length > 100);

        await svg.DblClickAsync();
        await Assertions.Expect(svg).ToHaveAttributeAsync("data-x-high", "49999");
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("from="));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Log_scale_smoothing_and_axis_are_kept_in_the_address_and_values_without_a_place_are_told()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Report(run, "loss", 100, 10, 0, -1, 1, 0.1);
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/charts");
        var svg = page.Locator("svg.plot");
        await Assertions.Expect(svg).ToHaveAttributeAsync("data-scale", "linear");

        await page.GetByLabel("Log scale").CheckAsync();
        await Assertions.Expect(svg).ToHaveAttributeAsync("data-scale", "log");
        await Assertions.Expect(page.GetByText("2 values at or below 0 not shown")).ToBeVisibleAsync();

        await page.GetByLabel("Smoothing").FillAsync("0.6");
        await Assertions.Expect(svg.Locator("path.line.faint")).ToHaveCountAsync(1);
        await page.GetByLabel("Across").SelectOptionAsync("time");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("smooth=0.6.*x=time|x=time.*smooth=0.6"));

        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Log scale")).ToBeCheckedAsync();
        await Assertions.Expect(svg).ToHaveAttributeAsync("data-scale", "log");
        await Assertions.Expect(svg.Locator("path.line.faint")).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Every_reported_metric_is_shown_also_mAP_and_new_ones_come_without_a_reload()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Report(run, "box_loss", 3, 2, 1);
        bench.Report(run, "metrics/mAP50(B)", 0.1, 0.4, 0.35);
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/charts");
        var row = page.GetByRole(AriaRole.Row, new() { Name = "metrics/mAP50(B)" });

        await Assertions.Expect(page.GetByRole(AriaRole.Figure, new() { Name = "metrics" })).ToBeVisibleAsync();
        await Assertions.Expect(row).ToContainTextAsync("highest: 0.4");

        bench.Report(run, "lr", 0.001);
        bench.Report(run, [("box_loss", 3, 0.5)]);
        await Assertions.Expect(page.GetByRole(AriaRole.Figure, new() { Name = "lr" })).ToBeVisibleAsync();
        await Assertions.Expect(Value(page, "box_loss")).ToHaveTextAsync("0.5");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Lines_can_be_switched_off_and_metrics_filtered()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Report(run, "loss/train", 3, 2, 1);
        bench.Report(run, "loss/val", 300, 200, 100);
        bench.Report(run, "reward", 1, 2, 3);
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/charts");
        var loss = page.GetByRole(AriaRole.Figure, new() { Name = "loss" });

        await loss.GetByRole(AriaRole.Button, new() { Name = "val" }).ClickAsync();
        await Assertions.Expect(loss.Locator("path.line")).ToHaveCountAsync(1);
        await Assertions.Expect(loss.Locator("svg")).ToHaveAttributeAsync("data-y-high", "3");

        await page.GetByLabel("Filter").FillAsync("rew");
        await Assertions.Expect(page.Locator("figure")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Figure, new() { Name = "reward" })).ToBeVisibleAsync();
        await page.GetByLabel("Filter").FillAsync("nothing is called so");
        await Assertions.Expect(page.GetByText("No metric's name contains")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_resumed_attempt_is_marked_at_the_step_it_went_on_from()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Report(run, "loss", [.. Enumerable.Range(0, 50).Select(step => 100.0 - step)]);
        var worker = WorkerProcess.Identify();
        var failure = new AttemptFailure("exit_code", false, "The program ended with exit code 1.");
        bench.Store.EndAttempt(bench.Store.Claim(worker, run.Id)!.Lease, new AttemptEnd(AttemptState.Failed, failure, null));
        bench.Store.Resume(run.Id);
        bench.Store.Resumed(bench.Store.Claim(worker, run.Id)!.Lease, 25, new string('a', 64));

        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/charts");

        await Assertions.Expect(page.Locator("svg.plot path.mark")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("svg.plot").GetByText("attempt 2")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_run_without_metrics_says_how_they_come()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");

        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/charts");

        await Assertions.Expect(page.GetByText("No metrics yet")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("@pawl")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private static ILocator Value(IPage page, string metric) => page.Locator($"li[data-line='{metric}'] [data-value]");

    /// <summary>Keys do nothing before the script of the chart has started.</summary>
    private static async Task PressAsync(ILocator plot, string key)
    {
        await plot.FocusAsync();
        for (var i = 0; i < 100 && await plot.Locator(".cross.shown").CountAsync() == 0; i++)
        {
            await plot.PressAsync(key);
        }
    }

    private static async Task<double> NumberAsync(ILocator value) =>
        double.Parse((await value.TextContentAsync())!, CultureInfo.InvariantCulture);

    private static async Task<Line> DataAsync(IPage page)
    {
        var json = await page.Locator("figure script[type='application/json']").First.TextContentAsync();
        return JsonSerializer.Deserialize<Block>(json!, JsonSerializerOptions.Web)!.Series[0];
    }

    [GeneratedRegex(@"^step \d+$")]
    private static partial Regex StepOnly();

    private sealed record Block(Line[] Series);

    private sealed record Line(double[] X, double[] Y, double[]? High);
}
