using Microsoft.Playwright;
using Pawl.Web.Hosting;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Views;

public sealed class ViewFaultTests(Browser browser)
{
    [Fact]
    public async Task A_broken_view_says_what_failed_and_comes_back_on_retry()
    {
        await using var bench = await Workbench.StartAsync();
        bench.Queue("first", "true");
        bench.Service<ViewFaults>().Break("runs");
        var page = await bench.OpenAsync(browser);

        var fault = page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(fault).ToContainTextAsync("The view “runs” failed");
        await Assertions.Expect(fault).ToContainTextAsync("InvalidOperationException");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Runs", Exact = true })).ToBeVisibleAsync();

        bench.Service<ViewFaults>().Break();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "first" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }
}
