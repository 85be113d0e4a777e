using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pawl.Runs.Model;
using Pawl.Web.Tests.Charts;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Compare;

public sealed class ComparePageTests(Browser browser)
{
    [Fact]
    public async Task Two_runs_are_laid_over_each_other_with_what_differs_and_which_is_best()
    {
        await using var bench = await Workbench.StartAsync();
        var first = bench.Queue("first", "train", "--lr", "1");
        var second = bench.Queue("second", "train", "--lr", "2");
        bench.Report(first, "loss/train", 4, 3, 2);
        bench.Report(second, "loss/train", 4, 2, 2.5);
        bench.Report(second, "reward", 0.5);

        var page = await bench.OpenAsync(browser, $"/compare?runs={first.Id},{second.Id}");

        var loss = page.GetByRole(AriaRole.Figure, new() { Name = "loss/train" });
        await Assertions.Expect(loss.Locator("path.line")).ToHaveCountAsync(2);
        await Assertions.Expect(loss.Locator(".chart-legend li")).ToHaveTextAsync([new Regex("first"), new Regex("second")]);
        var spec = page.GetByRole(AriaRole.Region, new() { Name = "Keys of the spec that differ" });
        await Assertions.Expect(spec.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await Assertions.Expect(spec.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("command.argv");
        var metrics = page.GetByRole(AriaRole.Region, new() { Name = "Metrics of the runs" });
        var cells = metrics.GetByRole(AriaRole.Row, new() { Name = "loss/train" }).GetByRole(AriaRole.Cell);
        await Assertions.Expect(cells).ToContainTextAsync(["★ best", "★ best"]);
        await Assertions.Expect(metrics.GetByRole(AriaRole.Row, new() { Name = "reward" })).ToContainTextAsync("not reported");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Runs_are_chosen_by_searching_from_none_to_two()
    {
        await using var bench = await Workbench.StartAsync();
        bench.Report(bench.Queue("alpha", "true"), "loss", 2, 1);
        bench.Report(bench.Queue("beta", "true"), "loss", 3, 2);
        bench.Queue("gamma", "true");
        var page = await bench.OpenAsync(browser, "/compare");

        await Assertions.Expect(page.GetByText("Choose two to eight runs")).ToBeVisibleAsync();
        await page.GetByLabel("Find a run").FillAsync("alp");
        await Assertions.Expect(page.Locator(".compare-found li")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "alpha" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Choose one more run")).ToBeVisibleAsync();
        await page.Locator(".compare-found").GetByRole(AriaRole.Link, new() { Name = "beta" }).ClickAsync();

        await Assertions.Expect(page.Locator("figure path.line")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Link, new() { Name = "Leave out alpha" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Choose one more run")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Unknown_runs_are_named_and_the_others_still_shown()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("alpha", "true");

        var page = await bench.OpenAsync(browser, $"/compare?runs={run.Id[..24]},NOSUCHRUN<b>");

        await Assertions.Expect(page.GetByText("There is no run “NOSUCHRUN<b>” here.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".compare-chosen li")).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Values_of_a_run_that_goes_on_arrive_without_a_reload()
    {
        await using var bench = await Workbench.StartAsync();
        RunRecord[] runs = [bench.Queue("alpha", "true"), bench.Queue("beta", "true")];
        bench.Report(runs[0], "loss", 2, 1);
        bench.Report(runs[1], "loss", 3, 2);
        var page = await bench.OpenAsync(browser, $"/compare?runs={runs[0].Id},{runs[1].Id}");
        var value = page.Locator($"li[data-line='{runs[1].Id}'] [data-value]");
        await Assertions.Expect(value).ToHaveTextAsync("2");

        bench.Report(runs[1], [("loss", 2, 0.25)]);

        await Assertions.Expect(value).ToHaveTextAsync("0.25");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Metrics of the runs" })).ToContainTextAsync("0.25 at 2");
        await page.Context.CloseAsync();
    }
}
