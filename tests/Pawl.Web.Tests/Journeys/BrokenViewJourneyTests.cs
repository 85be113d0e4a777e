using Microsoft.Playwright;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Journeys;

[Trait("speed", "slow")]
public sealed class BrokenViewJourneyTests(Browser browser)
{
    [Fact]
    public async Task A_broken_tab_says_so_and_the_others_go_on_working()
    {
        await using var up = await PawlUp.StartAsync(null, breakViews: "artifacts");
        var page = await up.OpenAsync(browser);
        await Journey.StartRunAsync(page, up, Programs.Steps("half broken"));
        await Journey.ExpectStateAsync(page, "succeeded");

        var tabs = page.GetByRole(AriaRole.Navigation, new() { Name = "Parts of this run" });
        await tabs.GetByRole(AriaRole.Link, new() { Name = "Artifacts", Exact = true }).ClickAsync();
        var fault = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The view “artifacts” failed" });
        await Assertions.Expect(fault).ToBeVisibleAsync(Journey.Visible);
        await Assertions.Expect(fault).ToContainTextAsync("InvalidOperationException");

        foreach (var (tab, content) in new[] { ("Spec", "argv"), ("Manifest", "half broken"), ("Events", "created") })
        {
            await tabs.GetByRole(AriaRole.Link, new() { Name = tab, Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync(content, new() { Timeout = Journey.Patience });
        }

        await Journey.ExpectStateAsync(page, "succeeded");
        await page.Context.CloseAsync();
    }
}
