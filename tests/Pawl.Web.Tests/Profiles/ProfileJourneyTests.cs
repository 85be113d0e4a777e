using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Pawl.Runs;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Text;
using Pawl.Web.Tests.Forms;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Views.Forms;

namespace Pawl.Web.Tests.Profiles;

/// <summary>What the form shows as resolved is what the workload gets and what the manifest stores.</summary>
public sealed class ProfileJourneyTests(Browser browser)
{
    [Theory]
    [Trait("speed", "slow")]
    [InlineData("deterministic")]
    [InlineData("fast_local")]
    [InlineData("mine")]
    public async Task What_the_form_shows_is_what_the_workload_gets_and_the_manifest_stores(string profile)
    {
        await using var bench = await Workbench.StartAsync();
        bench
            .Service<ProfileStore>()
            .Save("mine", "workload: text\n# smaller still\nmodel:\n  layers: 2\ntrain.seed: 7\ncheckpoint.keep_last: 5\nthreads: 1\n");
        var page = await OpenAsync(bench);
        await page.GetByLabel("Profile", new() { Exact = true }).SelectOptionAsync(profile);
        await NewRunPageTests.Expect(page.Locator("#new-run-status")).ToHaveTextAsync($"Ready, with profile {profile}");
        // Over the profile, so that a shipped one does not train for a minute.
        await NewRunPageTests.Field(page, "train.steps").FillAsync("4");
        await NewRunPageTests.Expect(NewRunPageTests.Field(page, "train.steps")).ToHaveAttributeAsync("data-value", "4");
        await NewRunPageTests.Expect(NewRunPageTests.Start(page)).ToBeEnabledAsync();
        var shown = await page.Locator("#new-run-fields [data-field]")
            .EvaluateAllAsync<Dictionary<string, string>>(
                "all => Object.fromEntries(all.map(field => [field.dataset.field, field.dataset.value ?? '']))"
            );
        await NewRunPageTests.Start(page).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/runs/", StringComparison.Ordinal));

        var queued = Assert.Single(bench.Store.List(new RunQuery()));
        await using var worker = new BenchWorker(bench);
        var run = await worker.EndAsync(queued.Id);
        Assert.True(run.State == RunState.Succeeded, $"{run.State}: {run.Failure?.Message}");

        var folder = RunFolder.Of(bench.DataRoot, run.Id);
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(folder.Manifest, TestContext.Current.CancellationToken))!;
        var schema = new TextWorkload().Schema;
        var stored = SpecJson.Read(schema, manifest["spec"]!.ToJsonString());
        Assert.Equal(profile, (string?)manifest["profile"]);
        Assert.Equal(shown["profile"], (string?)manifest["profile"]);
        foreach (var key in SharedSpecKeys.All.Concat(schema.Keys))
        {
            Assert.Equal((key.Path, shown[key.Path]), (key.Path, FieldText.Of(key, stored.Value(key.Path))));
        }

        // And the trainer had it: the model it saved is of the layers the form showed, and the run of its steps.
        using var sampler = TextSampler.Load(folder, newest: true);
        Assert.Equal(shown["model.layers"], $"{sampler.Model.Layers}");
        Assert.Equal("4", $"{sampler.Step}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_profile_saved_from_the_form_holds_what_the_form_showed_and_can_be_used_edited_and_deleted()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await OpenAsync(bench);
        await NewRunPageTests.Field(page, "train.steps").FillAsync("9");
        await NewRunPageTests.Field(page, "name").FillAsync("of one run alone");
        await NewRunPageTests.Expect(NewRunPageTests.Field(page, "name")).ToHaveAttributeAsync("data-value", "of one run alone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as profile" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await NewRunPageTests.Expect(dialog.Or(page.Locator(".toast-error"))).ToBeVisibleAsync();
        Assert.Equal([], await page.Locator(".toast-error").AllTextContentsAsync());
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("quick_try");
        await dialog.GetByLabel("What it is for").FillAsync("A look: \"fast\" # and small");
        await dialog.GetByLabel("data.paths").UncheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await NewRunPageTests.Expect(page.GetByText("Saved as profile quick_try")).ToBeVisibleAsync();

        var saved = bench.Service<ProfileStore>().Find("quick_try")!;
        Assert.Equal(("text", "A look: \"fast\" # and small"), (saved.Workload, saved.Description));
        Assert.Equal("9", saved.Values["train.steps"]);
        Assert.Equal("8", saved.Values["model.width"]);
        Assert.DoesNotContain("name", saved.Values.Keys);
        Assert.DoesNotContain("data.paths", saved.Values.Keys);
        Assert.Contains(bench.Store.Audit.Newest(5), entry => entry.Type == "profile.saved");

        await page.GotoAsync(new Uri(bench.Address, "/profiles").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Use in a new run: quick_try" }).ClickAsync();
        await NewRunPageTests.Expect(NewRunPageTests.Field(page, "train.steps")).ToHaveValueAsync("9");

        await page.GotoAsync(new Uri(bench.Address, "/profiles").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit quick_try" }).ClickAsync();
        var text = page.GetByLabel("Text (YAML)");
        await text.FillAsync("train:\n  steps: many\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await NewRunPageTests.Expect(page.Locator("[data-problems] li")).ToContainTextAsync("expected an integer");
        await text.FillAsync("workload: text\ntrain:\n  steps: 11 # more\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await NewRunPageTests.Expect(page.GetByText("train.steps")).ToHaveCountAsync(2); // this one's and fast_local's
        Assert.Equal("workload: text\ntrain:\n  steps: 11 # more\n", bench.Service<ProfileStore>().Find("quick_try")!.Yaml);

        page.Dialog += async (_, asked) => await asked.AcceptAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete quick_try" }).ClickAsync();
        await NewRunPageTests.Expect(page.GetByText("No profiles of your own yet")).ToBeVisibleAsync();
        Assert.Null(bench.Service<ProfileStore>().Find("quick_try"));
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(Workbench bench)
    {
        var page = await bench.OpenAsync(browser, "/new?workload=text");
        await NewRunPageTests.Expect(page.Locator("form.new-run[data-ready]")).ToBeVisibleAsync();
        await NewRunPageTests.Yaml(page).FillAsync(TinyModel.Yaml(bench));
        await NewRunPageTests.Expect(NewRunPageTests.Field(page, "model.width")).ToHaveValueAsync("8");
        return page;
    }
}
