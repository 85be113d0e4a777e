using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pawl.Runs;
using Pawl.Runs.Model;
using Pawl.Web.Hosting;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Views.Run;

public sealed class RunPageTests(Browser browser)
{
    [Fact]
    public async Task A_tab_is_fetched_on_first_use_kept_and_part_of_history()
    {
        await using var bench = await Workbench.StartAsync();
        var run = LivedRun.Succeed(bench).Id;
        var asked = new List<string>();
        var page = await bench.OpenAsync(
            browser,
            $"/runs/{run}",
            watch: page => page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath)
        );
        await Assertions.Expect(Tab(page, "Overview")).ToHaveAttributeAsync("aria-current", "page");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Attempts" })).ToBeVisibleAsync();
        Assert.DoesNotContain($"/parts/runs/{run}/events", asked);

        await Tab(page, "Events").ClickAsync();
        await Assertions.Expect(page.GetByText("run.created")).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(bench.Address, $"/runs/{run}/events").ToString());
        await Assertions.Expect(page).ToHaveTitleAsync("lived · Events – Pawl");
        Assert.Contains($"/parts/runs/{run}/events", asked);
        Assert.DoesNotContain($"/parts/runs/{run}/spec", asked);
        Assert.Equal(1, asked.Count(path => path.StartsWith("/runs/", StringComparison.Ordinal)));

        // Kept: shown again even when the server has nothing to say.
        await page.RouteAsync("**/parts/**", route => route.AbortAsync());
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Attempts" })).ToBeVisibleAsync();
        await page.GoForwardAsync();
        await Assertions.Expect(page.GetByText("run.created")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Attempts" })).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Arrow_keys_move_along_the_tabs()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await bench.OpenAsync(browser, $"/runs/{bench.Queue("first", "true").Id}");

        await Tab(page, "Overview").FocusAsync();
        await Assertions.Expect(Tab(page, "Overview")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("End");
        await Assertions.Expect(page.Locator(".tabs a").Last).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(Tab(page, "Overview")).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>In an older system the page jumped to a neighbouring tab when a view failed, and there was no way to try again.</summary>
    [Fact]
    public async Task A_broken_tab_stays_where_it_is_leaves_the_others_working_and_can_be_tried_again()
    {
        await using var bench = await Workbench.StartAsync();
        var run = LivedRun.Succeed(bench).Id;
        bench.Service<ViewFaults>().Break("events");
        var page = await bench.OpenAsync(browser, $"/runs/{run}");

        await Tab(page, "Events").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The view “events” failed");
        await Assertions.Expect(Tab(page, "Events")).ToHaveAttributeAsync("aria-current", "page");
        await Tab(page, "Spec").ClickAsync();
        await Assertions.Expect(page.Locator("#spec-yaml")).ToContainTextAsync("workload: command");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeHiddenAsync();

        // Shown again it is asked for again: once that has failed too, nothing but the button asks a third time.
        var events = new Regex($"/parts/runs/{run}/events");
        await page.RunAndWaitForResponseAsync(() => Tab(page, "Events").ClickAsync(), events);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The view “events” failed");
        await page.EvaluateAsync("() => import(new URL('fault.js', document.querySelector('script[type=module]').src))");
        bench.Service<ViewFaults>().Break();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Assertions.Expect(page.GetByText("run.created")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Assertions.Expect(Tab(page, "Events")).ToHaveAttributeAsync("aria-current", "page");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_broken_header_leaves_every_tab_working()
    {
        await using var bench = await Workbench.StartAsync();
        var run = LivedRun.Succeed(bench).Id;
        bench.Service<ViewFaults>().Break("header");
        var page = await bench.OpenAsync(browser, $"/runs/{run}/events");

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The view “header” failed");
        await Assertions.Expect(page.GetByText("run.created")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Buttons_follow_what_the_run_has_left_and_say_why_they_are_off()
    {
        await using var bench = await Workbench.StartAsync();
        var queued = bench.Queue("queued", "true").Id;
        var page = await bench.OpenAsync(browser, $"/runs/{queued}");
        await Assertions.Expect(Button(page, "Cancel")).ToBeEnabledAsync();
        await Assertions.Expect(Button(page, "Weights")).ToBeDisabledAsync();
        await Assertions.Expect(Button(page, "Weights")).ToHaveAccessibleDescriptionAsync("It has left neither weights nor a checkpoint.");
        await Assertions.Expect(Button(page, "Plots")).ToBeDisabledAsync();
        await Assertions.Expect(page.Locator("#wait-reason")).ToContainTextAsync("pawl worker");

        var lived = LivedRun.Succeed(bench).Id;
        await page.GotoAsync(new Uri(bench.Address, $"/runs/{lived}").ToString());
        await Assertions.Expect(Button(page, "Cancel")).ToBeDisabledAsync();
        await Assertions.Expect(Link(page, "Plots")).ToHaveAttributeAsync("href", $"/runs/{lived}/artifacts#plot");
        var saved = await page.RunAndWaitForDownloadAsync(() => Link(page, "Weights").ClickAsync());
        Assert.Equal("best.pt", saved.SuggestedFilename);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Verification_in_the_page_finds_a_changed_file()
    {
        await using var bench = await Workbench.StartAsync();
        var run = LivedRun.Succeed(bench).Id;
        var page = await bench.OpenAsync(browser, $"/runs/{run}/manifest");
        await Link(page, "Verify now").ClickAsync();
        await Assertions.Expect(page.GetByText("Everything is as it was written.")).ToBeVisibleAsync();

        await File.AppendAllTextAsync(
            Path.Combine(RunFolder.Of(bench.DataRoot, run).Artifacts, "notes.txt"),
            "more",
            TestContext.Current.CancellationToken
        );
        await Link(page, "Verify now").ClickAsync();
        await Assertions.Expect(page.Locator(".verdict")).ToContainTextAsync("changed, missing or out of order");
        await Assertions.Expect(page.Locator(".findings")).ToContainTextAsync("notes.txt");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Previews_are_made_when_opened_and_never_run_what_they_show()
    {
        await using var bench = await Workbench.StartAsync();
        var run = LivedRun.Succeed(bench).Id;
        var asked = new List<string>();
        var page = await bench.OpenAsync(
            browser,
            $"/runs/{run}/artifacts",
            watch: page => page.Request += (_, request) => asked.Add(request.Url)
        );
        var plot = page.Locator("img[alt='plots/loss.svg']");
        await Assertions.Expect(plot).ToBeVisibleAsync();
        await Assertions.Expect(plot).ToHaveJSPropertyAsync("naturalWidth", 40);
        Assert.DoesNotContain(asked, url => url.Contains("/preview", StringComparison.Ordinal));

        await page.GetByText("notes.txt").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Beginning of notes.txt")).ToContainTextAsync("<script>document.title='owned'</script>");
        await page.GetByText("results.csv").ClickAsync();
        var table = page.GetByRole(AriaRole.Region, new() { Name = "Beginning of results.csv" });
        await Assertions.Expect(table.GetByRole(AriaRole.Cell, new() { Name = "a, b" })).ToBeVisibleAsync();
        await Assertions.Expect(table).ToContainTextAsync("<b>bold</b>");
        Assert.Equal(2, asked.Count(url => url.Contains("/preview", StringComparison.Ordinal)));
        await Assertions.Expect(page).ToHaveTitleAsync("lived · Artifacts – Pawl");
        Assert.False(await page.EvaluateAsync<bool>("'owned' in window"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Events_are_read_a_page_at_a_time()
    {
        await using var bench = await Workbench.StartAsync();
        var lived = LivedRun.Start(bench);
        for (var number = 0; number < 120; number++)
        {
            lived.Artifact($"files/{number}.txt", [1]);
        }

        var page = await bench.OpenAsync(browser, $"/runs/{lived.Id}/events");
        await Assertions.Expect(page.Locator(".events tbody tr")).ToHaveCountAsync(100);
        await Link(page, "Older").ClickAsync();
        await Assertions.Expect(page.GetByText("run.created")).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("before="));
        await Link(page, "Newest").ClickAsync();
        await Assertions.Expect(page.Locator(".events tbody tr")).ToHaveCountAsync(100);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_run_is_cancelled_resumed_and_retried_from_its_page()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true").Id;
        var page = await bench.OpenAsync(browser, $"/runs/{run}");
        page.Dialog += (sender, dialog) => _ = dialog.AcceptAsync();
        var badge = page.Locator("#run-header .badge");

        await Button(page, "Cancel").ClickAsync();
        await Assertions.Expect(badge).ToContainTextAsync("cancelled");
        await Assertions.Expect(Button(page, "Cancel")).ToBeDisabledAsync();

        await Button(page, "Resume").ClickAsync();
        await Assertions.Expect(badge).ToContainTextAsync("queued");
        await Button(page, "Cancel").ClickAsync();
        await Assertions.Expect(badge).ToContainTextAsync("cancelled");

        await Button(page, "Retry").ClickAsync();
        await Assertions.Expect(page.GetByText("It repeats")).ToBeVisibleAsync();
        var retry = bench.Store.RetriesOf(run).Single().Id;
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(bench.Address, $"/runs/{retry}").ToString());
        Assert.Contains(bench.Store.EventsOf(run), record => record.Data.Contains("actor", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_page_follows_the_run()
    {
        await using var bench = await Workbench.StartAsync();
        var lived = LivedRun.Start(bench);
        var page = await bench.OpenAsync(browser, $"/runs/{lived.Id}");
        await Assertions.Expect(page.Locator("#run-header .badge")).ToContainTextAsync("running");

        lived.End(TimeSpan.Zero, AttemptState.Failed, new AttemptFailure("exit_code", false, "It ended with 3.", "at Program.Main()"));

        await Assertions.Expect(page.Locator("#run-header .badge")).ToContainTextAsync("failed");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Failure" })).ToContainTextAsync("It ended with 3.");
        await Assertions.Expect(Button(page, "Resume")).ToBeEnabledAsync();
        await page.Context.CloseAsync();
    }

    private static ILocator Tab(IPage page, string name) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "Parts of this run" }).GetByRole(AriaRole.Link, new() { Name = name });

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Link(IPage page, string name) =>
        page.Locator("main").GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).First;
}
