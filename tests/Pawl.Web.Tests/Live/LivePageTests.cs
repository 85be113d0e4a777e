using Microsoft.Playwright;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Live;

public sealed class LivePageTests(Browser browser)
{
    [Fact]
    public async Task A_new_run_appears_without_a_reload()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await bench.OpenAsync(browser);
        await Assertions.Expect(page.GetByText("No runs yet")).ToBeVisibleAsync();

        bench.Queue("first", "true");

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "first" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }
}
