using Microsoft.Playwright;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Journeys;

[Trait("speed", "slow")]
public sealed class KeyboardJourneyTests(Browser browser)
{
    [Fact]
    public async Task Runs_are_found_and_opened_by_keys_alone()
    {
        await using var bench = await Workbench.StartAsync();
        foreach (var name in new[] { "first", "second", "third", "another" })
        {
            bench.Queue(name, "true");
        }

        var page = await bench.OpenAsync(browser, "/no/such/page");
        var keys = page.Keyboard;

        await ReadyAsync(page);
        await keys.PressAsync("g");
        await keys.PressAsync("r");
        await page.WaitForURLAsync(bench.Address.ToString());

        await ReadyAsync(page);
        await keys.PressAsync("?");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Keyboard");
        await keys.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await keys.PressAsync("/");
        await Assertions.Expect(page.Locator("[data-search]")).ToBeFocusedAsync();
        await keys.TypeAsync("ir");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await keys.PressAsync("Escape");
        await keys.PressAsync("j");
        await keys.PressAsync("j");
        await keys.PressAsync("k");
        await keys.PressAsync("j");
        await Assertions.Expect(page.Locator("tbody a:focus")).ToHaveTextAsync("first");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("first");
        await page.Context.CloseAsync();
    }

    /// <summary>The scripts of a page have come in, a moment after the page itself.</summary>
    private static Task ReadyAsync(IPage page) => Assertions.Expect(page.Locator("html[data-ready]")).ToHaveCountAsync(1);
}
