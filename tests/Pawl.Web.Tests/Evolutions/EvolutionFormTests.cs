using Microsoft.Playwright;
using Pawl.Evolutions;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Evolutions;

public sealed class EvolutionFormTests(Browser browser)
{
    [Fact]
    public async Task A_run_that_evolves_services_is_started_from_the_form()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await bench.OpenAsync(browser, "/new?workload=evolve");

        await page.Locator("#field-profile").SelectOptionAsync("offline");
        await page.Locator("[data-field='input']").FillAsync("/srv/libraries/services.jsonl");
        await page.Locator("summary", new() { HasText = "More of evolve" }).ClickAsync();
        await page.Locator("[data-field='max_services']").FillAsync("3");
        await Assertions.Expect(page.Locator("[data-field='max_services']")).ToHaveAttributeAsync("data-value", "3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start run" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/runs/", StringComparison.Ordinal));

        var run = Assert.Single(bench.Store.List(new RunQuery()));
        var spec = SpecJson.Read(new EvolveWorkload().Schema, run.SpecJson);
        Assert.Equal(("offline", 3, "offline"), (run.Profile, (int)spec.Integer("max_services"), spec.Text("provider.kind")));
        await page.Locator("nav.tabs a", new() { HasText = "Services" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No services are listed yet")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }
}
