using Microsoft.Playwright;
using Pawl.Evolutions.Store;
using Pawl.Runs;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Harness.Seeding;

namespace Pawl.Web.Tests.Evolutions;

public sealed class EvolutionJourneyTests(Browser browser)
{
    [Fact]
    public async Task From_a_run_to_a_service_its_mapping_and_what_was_set_aside()
    {
        await using var bench = await Workbench.StartAsync();
        var run = (await EvolvingRun.StartAsync(bench)).Id;
        var folder = RunFolder.Of(bench.DataRoot, run);
        var page = await bench.OpenAsync(browser, $"/runs/{run}");

        // The panel of calls follows the host, and says when the host tells no more.
        SeedEvolution.Status(folder, TimeProvider.System.GetUtcNow(), "calls wait: a probe");
        await Assertions.Expect(page.Locator("#calls-wait")).ToHaveTextAsync("calls wait: a probe");
        await Assertions.Expect(page.Locator("#call-queue")).ToContainTextAsync("it may be gone", new() { Timeout = 20_000 });

        // The list is narrowed with each letter, and its rows change while somebody looks.
        await page.GetByRole(AriaRole.Link, new() { Name = "Services", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("table.services tbody tr")).ToHaveCountAsync(10);
        await page.GetByPlaceholder("Filter by id or name").FillAsync("lend");
        await Assertions.Expect(page.Locator("table.services tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(bench.Address, $"/runs/{run}/services?q=lend").ToString());
        var row = page.Locator("table.services tr", new() { HasText = "Lend instruments" });
        await Assertions.Expect(row.Locator(".badge")).ToHaveTextAsync("pending");
        await using (var store = EvolutionStore.Open(EvolutionFile.Of(folder), TimeProvider.System))
        {
            await store.BeginAsync(8);
        }

        SeedEvolution.Status(folder, TimeProvider.System.GetUtcNow(), null);
        await Assertions.Expect(row.Locator(".badge")).ToHaveTextAsync("working");
        Assert.Equal("lend", await page.GetByPlaceholder("Filter by id or name").InputValueAsync());

        // A service, a mapping of it, and the feature the mapping is of.
        await page.GetByRole(AriaRole.Link, new() { Name = "Lend books", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Lend books");
        var hit = page.Locator("td.matrix-hit a").First;
        var target = (await hit.GetAttributeAsync("href"))!;
        await hit.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(bench.Address, target).ToString());
        await Assertions.Expect(page.Locator(target[target.IndexOf('#', StringComparison.Ordinal)..])).ToBeVisibleAsync();

        // What was set aside, with its text on the clipboard.
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Services of") }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "3 findings of Lend books" }).ClickAsync();
        await Assertions.Expect(page.Locator("article.finding")).ToHaveCountAsync(3);
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^unknown ids") }).ClickAsync();
        await Assertions.Expect(page.Locator("article.finding")).ToHaveCountAsync(1);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.Locator("article.finding summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy raw text" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Raw text copied")).ToBeVisibleAsync();
        Assert.Equal("""{"item":"APP99"}""", await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Scripts_in_names_and_raw_texts_do_not_run()
    {
        await using var bench = await Workbench.StartAsync();
        var run = (await EvolvingRun.StartAsync(bench)).Id;
        foreach (
            var path in new[]
            {
                $"/runs/{run}/services",
                $"/runs/{run}/evolution?service={Uri.EscapeDataString(SeedEvolution.Hostile)}",
                $"/runs/{run}/quarantine",
            }
        )
        {
            await using var visit = await PageVisit.OpenAsync(bench, browser, path);
            Assert.NotEqual("owned", await visit.Page.TitleAsync());
            Assert.Empty(visit.Complaints);
        }
    }
}
