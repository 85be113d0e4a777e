using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads.Command;
using Pawl.Text;
using Pawl.Web.Tests.Api;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Forms;

public sealed class NewRunPageTests(Browser browser)
{
    private const string Commented = "# why\nworkload: text\ntrain:\n  # not many\n  steps: 20 # quick\nname: first\n";

    [Fact]
    public async Task A_run_is_created_from_the_form_with_what_the_fields_say()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await OpenAsync(bench, "/new?workload=command");

        await Field(page, "command.argv").FillAsync("python3 train.py --name \"two words\" ''");
        await Field(page, "name").FillAsync("from the form");
        await Expect(Field(page, "name")).ToHaveAttributeAsync("data-value", "from the form");
        await Start(page).ClickAsync();

        await page.WaitForURLAsync(url => url.Contains("/runs/", StringComparison.Ordinal));
        var run = Assert.Single(bench.Store.List(new RunQuery()));
        var spec = SpecJson.Read(new CommandWorkload().Schema, run.SpecJson);
        Assert.Equal("from the form", run.Name);
        Assert.Equal(["python3", "train.py", "--name", "two words", ""], spec.TextList("command.argv"));
        Assert.EndsWith($"/runs/{run.Id}", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    /// <summary>The form made its runs by itself, and forgot the tags: a run of a spec lost them that kept them when the command line or the API started it.</summary>
    [Fact]
    public async Task A_run_of_the_form_is_the_run_that_the_API_makes_of_the_same_spec()
    {
        await using var bench = await Workbench.StartAsync();
        const string yaml = "workload: text\nname: tagged\ntags: [nightly, tiny]\nprofile: fast_local\nretry.attempts: 7\n";
        var page = await OpenAsync(bench, "/new?workload=text");
        await Yaml(page).FillAsync(yaml);
        await Expect(Field(page, "name")).ToHaveValueAsync("tagged");
        await Start(page).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/runs/", StringComparison.Ordinal));
        var form = Assert.Single(bench.Store.List(new RunQuery()));

        var answer = await bench.Http.PostAsJsonAsync("/api/v1/runs", new { spec = yaml }, TestContext.Current.CancellationToken);
        var api = bench.Store.Get((string)(await answer.OkAsync(HttpStatusCode.Created))["id"]!);

        Assert.Equal(["nightly", "tiny"], form.Tags);
        Assert.Equal(
            (api.Workload, api.Name, api.Profile, api.SpecJson, api.Retry),
            (form.Workload, form.Name, form.Profile, form.SpecJson, form.Retry)
        );
        Assert.Equal(api.Tags, form.Tags);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_wrong_value_in_the_text_is_shown_at_its_line_and_at_its_field_and_start_waits()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await OpenAsync(bench, "/new?workload=text");

        await Yaml(page).FillAsync("workload: text\nmodel:\n  layers: many\n  headz: 2\n");

        await Expect(page.Locator(".gutter .wrong")).ToHaveTextAsync(["3", "4"]);
        await Expect(Field(page, "model.layers")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Field(page, "model.layers")).ToHaveValueAsync("many");
        await Expect(page.Locator("#place-field-model-layers .field-error"))
            .ToHaveTextAsync("Expected an integer from 1 to 1000, got many");
        await Expect(page.Locator(".problem-list")).ToContainTextAsync("did you mean model.heads?");
        await Expect(page.Locator("#new-run-status")).ToHaveTextAsync("2 problems to mend");
        await Expect(Start(page)).ToBeDisabledAsync();

        await Field(page, "model.layers").FillAsync("3");
        await Expect(page.Locator(".gutter .wrong")).ToHaveTextAsync(["4"]);
        await Yaml(page).FillAsync("workload: text\nmodel:\n  layers: 3\n");
        await Expect(Start(page)).ToBeEnabledAsync();
        await Expect(page.Locator(".gutter .wrong")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Text_that_is_no_YAML_says_so_and_the_fields_wait_until_it_is()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await OpenAsync(bench, "/new?workload=text");

        await Yaml(page).FillAsync("workload: text\ntrain: {steps: 5\n");
        await Expect(Field(page, "train.steps")).ToBeDisabledAsync();
        await Expect(page.Locator("#new-run-status")).ToContainTextAsync("1 problem");

        await Yaml(page).FillAsync("workload: text\ntrain: {steps: 5}\n");
        await Expect(Field(page, "train.steps")).ToBeEnabledAsync();
        await Expect(Field(page, "train.steps")).ToHaveValueAsync("5");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_field_changes_its_line_alone_and_a_reset_takes_it_out_again()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await OpenAsync(bench, "/new?workload=text");
        await Yaml(page).FillAsync(Commented);
        await Expect(Field(page, "train.steps")).ToHaveValueAsync("20");

        await Field(page, "train.steps").FillAsync("300");
        await Expect(Yaml(page)).ToHaveValueAsync(Commented.Replace("20", "300", StringComparison.Ordinal));
        await Field(page, "model.layers").FillAsync("2");
        await Expect(Yaml(page)).ToHaveValueAsync(Commented.Replace("20", "300", StringComparison.Ordinal) + "model:\n  layers: 2\n");
        await Expect(Origin(page, "model.layers")).ToHaveTextAsync("line 8");

        await page.GetByRole(AriaRole.Button, new() { Name = "Reset model.layers" }).ClickAsync();
        await Expect(Yaml(page)).ToHaveValueAsync(Commented.Replace("20", "300", StringComparison.Ordinal));
        await Expect(Field(page, "model.layers")).ToHaveValueAsync("4");
        await Expect(Origin(page, "model.layers")).ToHaveTextAsync("default");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_was_typed_survives_a_reload_and_start_over_takes_it_back()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await OpenAsync(bench, "/new?workload=text");
        var before = await Yaml(page).InputValueAsync();
        await Yaml(page).FillAsync(Commented);
        await Expect(Field(page, "train.steps")).ToHaveValueAsync("20");

        await page.ReloadAsync();
        await Expect(Yaml(page)).ToHaveValueAsync(Commented);
        await Expect(Field(page, "train.steps")).ToHaveValueAsync("20");

        await page.GetByRole(AriaRole.Button, new() { Name = "Start over" }).ClickAsync();
        await Expect(Yaml(page)).ToHaveValueAsync(before);
        await page.ReloadAsync();
        await Expect(Yaml(page)).ToHaveValueAsync(before);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_value_that_a_profile_sets_is_changed_over_the_profile_so_that_the_run_gets_it()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await OpenAsync(bench, "/new?workload=text");

        await page.GetByLabel("Profile", new() { Exact = true }).SelectOptionAsync("fast_local");
        await Expect(Field(page, "train.steps")).ToHaveValueAsync("500");
        await Expect(Origin(page, "train.steps")).ToHaveTextAsync("profile fast_local");
        await Field(page, "train.steps").FillAsync("77");
        await Expect(Origin(page, "train.steps")).ToHaveTextAsync("set over the profile");
        await Expect(page.Locator(".set-list")).ToContainTextAsync("train.steps=77");
        await page.ReloadAsync();
        await Expect(Field(page, "train.steps")).ToHaveValueAsync("77");
        await Start(page).ClickAsync();

        await page.WaitForURLAsync(url => url.Contains("/runs/", StringComparison.Ordinal));
        var run = Assert.Single(bench.Store.List(new RunQuery()));
        var spec = SpecJson.Read(new TextWorkload().Schema, run.SpecJson);
        Assert.Equal((77, 2, "fast_local"), (spec.Integer("train.steps"), spec.Integer("model.layers"), run.Profile));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_old_run_s_spec_is_a_beginning_that_resolves_to_the_same()
    {
        await using var bench = await Workbench.StartAsync();
        var source = new SpecSource("workload: text\ntrain: {steps: 12, learning_rate: 5e-4}\nsample.prompt: \"a: #\\n\"\n", "spec");
        var (_, old) = Workbench.Workloads.Resolve(source, "deterministic", ["timeout=90m"], null);
        var run = bench.Store.Create(new NewRun("text", null, "deterministic", SpecJson.WriteStored(old), RetryPolicy.Default, null));

        var page = await OpenAsync(bench, $"/new?from={run.Id}");
        var yaml = await Yaml(page).InputValueAsync();

        var (_, again) = Workbench.Workloads.Resolve(new SpecSource(yaml, "spec"), null, [], null);
        Assert.All(old.Keys, key => Assert.Equal(SpecScalarText.Of(old.Value(key)), SpecScalarText.Of(again.Value(key))));
        await Expect(page.GetByText("an earlier run")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/new?from=NOSUCHRUN0", "There is no run NOSUCHRUN0")]
    [InlineData("/new?workload=nothing", "There is no workload nothing")]
    public async Task A_beginning_that_is_not_there_is_told_and_another_offered(string path, string words)
    {
        await using var bench = await Workbench.StartAsync();
        var page = await OpenAsync(bench, path);

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(words);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "quickstart" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task At_390_pixels_the_text_stands_below_the_fields_and_nothing_scrolls_sideways()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await bench.OpenAsync(browser, "/new?workload=text", width: 390);
        await Expect(page.Locator("form.new-run[data-ready]")).ToBeVisibleAsync();

        var fields = (await page.Locator("#new-run-fields").BoundingBoxAsync())!;
        var text = (await Yaml(page).BoundingBoxAsync())!;
        Assert.True(text.Y >= fields.Y + fields.Height, "The text is beside the fields.");
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.Context.CloseAsync();
    }

    internal static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    internal static ILocator Yaml(IPage page) => page.Locator("#yaml");

    internal static ILocator Field(IPage page, string key) => page.Locator($"[data-field='{key}']");

    internal static ILocator Start(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Start run" });

    private static ILocator Origin(IPage page, string key) => page.Locator($"[data-key='{key}'] .origin");

    private async Task<IPage> OpenAsync(Workbench bench, string path)
    {
        var page = await bench.OpenAsync(browser, path);
        await Expect(page.Locator("form.new-run[data-ready]")).ToBeVisibleAsync();
        return page;
    }
}
