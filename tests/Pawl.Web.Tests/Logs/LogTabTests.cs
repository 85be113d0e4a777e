using Microsoft.Playwright;
using Pawl.Runs.Workloads;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Logs;

public sealed class LogTabTests(Browser browser)
{
    [Fact]
    public async Task The_log_opens_at_its_end_and_follows_what_comes()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");
        bench.Log(run, LogSeed.Numbered(0, 3000));
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/log");

        await Expect(Row(page, "line 2999")).ToBeInViewportAsync();
        await Expect(page.GetByLabel("Follow")).ToBeCheckedAsync();
        await Loaded(page);
        bench.Log(run, LogSeed.Numbered(3000, 5));
        await Expect(Row(page, "line 3004")).ToBeInViewportAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Scrolling_up_ends_following_and_leads_to_the_first_line_with_few_rows_kept()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");
        bench.Log(run, LogSeed.Numbered(0, 6000));
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/log");
        await Loaded(page);
        await Expect(Row(page, "line 5999")).ToBeInViewportAsync();

        await page.Locator(".log-list").HoverAsync();
        for (var i = 0; i < 200 && !await Row(page, "line 0").IsVisibleAsync(); i++)
        {
            await page.Mouse.WheelAsync(0, -6000);
            await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
        }

        await Expect(Row(page, "line 0")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Follow")).Not.ToBeCheckedAsync();
        Assert.InRange(await page.Locator(".log-row").CountAsync(), 400, 2000);
        // All rows stand in order, none twice.
        var offsets = await page.EvaluateAsync<long[]>(
            "() => [...document.querySelectorAll('.log-row')].map(row => Number(row.dataset.offset))"
        );
        Assert.Equal(offsets.Order().Distinct(), offsets);

        bench.Log(run, LogSeed.Numbered(6000, 1));
        await page.GetByRole(
                AriaRole.Button,
                new() { NameRegex = new("Jump to end", System.Text.RegularExpressions.RegexOptions.IgnoreCase) }
            )
            .ClickAsync();
        await Expect(Row(page, "line 6000")).ToBeInViewportAsync();
        await Expect(page.GetByLabel("Follow")).ToBeCheckedAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Search_jumps_to_lines_far_away_says_which_of_how_many_and_wraps_both_ways()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");
        bench.Log(run, Enumerable.Range(0, 9000).Select(i => LogSeed.Line(i, i % 3000 == 1500 ? $"Needle {i}" : $"hay {i}")));
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/log");
        await Loaded(page);

        await page.Locator(".log-list").PressAsync("/");
        await Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Search the log" })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("needle");
        var found = page.Locator(".log-found");
        await Expect(found).ToHaveTextAsync("1 of 3 · from the start again");
        await Expect(Row(page, "Needle 1500")).ToBeInViewportAsync();
        await page.GetByLabel("Next match").ClickAsync();
        await Expect(found).ToHaveTextAsync("2 of 3");
        await Expect(Row(page, "Needle 4500")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("/");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search the log" }).PressAsync("Enter");
        await Expect(found).ToHaveTextAsync("3 of 3");
        await page.GetByLabel("Next match").ClickAsync();
        await Expect(found).ToHaveTextAsync("1 of 3 · from the start again");
        await page.GetByLabel("Previous match").ClickAsync();
        await Expect(found).ToHaveTextAsync("3 of 3 · from the end again");
        await Expect(page.Locator(".log-row.is-hit")).ToContainTextAsync("Needle 7500");

        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search the log" }).FillAsync("hay 42 or so");
        await Expect(found).ToHaveTextAsync("No line");
        await page.GetByLabel("Regex").CheckAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search the log" }).FillAsync("^hay 8[0-9]{3}$");
        await Expect(found).ToContainTextAsync("of 1,000");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search the log" }).FillAsync("(");
        await Expect(found).ToContainTextAsync("is not a regular expression");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Levels_are_words_attempts_are_marked_and_one_level_can_be_seen_alone()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");
        bench.Log(
            run,
            LogSeed.Line(0, "plain"),
            LogSeed.Line(1, "careful", RunLogLevel.Warning),
            LogSeed.Line(2, "broken", RunLogLevel.Error, attempt: 2),
            LogSeed.Line(3, "stderr", RunLogLevel.ErrorOutput, attempt: 2)
        );
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/log");

        await Expect(page.Locator(".log-level")).ToHaveTextAsync(["out", "warn", "error", "err"]);
        await Expect(page.Locator(".log-attempt")).ToHaveTextAsync(["Attempt 1", "Attempt 2"]);
        await Loaded(page);
        bench.Log(run, LogSeed.Line(4, "again", RunLogLevel.Output, attempt: 2), LogSeed.Line(5, "more", RunLogLevel.Output, attempt: 3));
        await Expect(page.Locator(".log-attempt")).ToHaveTextAsync(["Attempt 1", "Attempt 2", "Attempt 3"]);
        await page.GetByLabel("Level").SelectOptionAsync("warnings and errors");
        await Expect(page.Locator(".log-text")).ToHaveTextAsync(["careful", "broken"]);
        await page.GetByLabel("Level").SelectOptionAsync("Pawl’s own");
        await Expect(page.Locator(".log-text")).ToHaveTextAsync(["careful", "broken"]);
        await page.GetByLabel("Level").SelectOptionAsync("error output (stderr)");
        await Expect(page.Locator(".log-text")).ToHaveTextAsync(["stderr"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Times_are_shown_as_one_likes_and_long_lines_wrap_on_demand()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");
        bench.Log(run, LogSeed.Line(61_042, new string('w', 3000)));
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/log");
        await Loaded(page);
        var time = page.Locator(".log-row time");

        await Expect(time).ToHaveTextAsync("10:01:01.042");
        await page.GetByLabel("Time").SelectOptionAsync("since start");
        await Expect(time).ToContainTextAsync(new System.Text.RegularExpressions.Regex("^[-+][0-9]+:[0-9]{2}:[0-9]{2}\\.[0-9]{3}$"));
        await page.GetByLabel("Time").SelectOptionAsync("off");
        await Expect(time).ToBeHiddenAsync();
        Assert.True(await Overflows(page));
        await page.GetByLabel("Wrap").CheckAsync();
        Assert.False(await Overflows(page));
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Wrap")).ToBeCheckedAsync();
        await Expect(time).ToBeHiddenAsync();
        await page.Context.CloseAsync();

        static Task<bool> Overflows(IPage page) =>
            page.EvaluateAsync<bool>(
                "() => { const list = document.querySelector('.log-list'); return list.scrollWidth > list.clientWidth + 1; }"
            );
    }

    [Fact]
    public async Task Control_characters_and_markup_in_lines_are_shown_and_do_nothing()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");
        bench.Log(
            run,
            LogSeed.Line(0, "<script>document.title = 'taken'</script><b>bold</b>"),
            LogSeed.Line(1, "null \0 escape \u001b[31m bell \a delete \u007f c1 \u009b end"),
            LogSeed.Line(2, "\u202eright to left"),
            LogSeed.Line(3, ""),
            LogSeed.Line(4, "tab\there ✓ 日本 \U0001F600")
        );
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/log");
        await Loaded(page);

        var lines = await page.Locator(".log-text").AllTextContentsAsync();
        Assert.Equal("<script>document.title = 'taken'</script><b>bold</b>", lines[0]);
        Assert.Equal("null ␀ escape ␛[31m bell ␇ delete ␡ c1 � end", lines[1]);
        Assert.Equal(["", "tab\there ✓ 日本 \U0001F600"], lines.Skip(3));
        Assert.DoesNotContain("taken", await page.TitleAsync(), StringComparison.Ordinal);
        var heights = await page.EvaluateAsync<double[]>(
            "() => [...document.querySelectorAll('.log-text')].map(text => text.getBoundingClientRect().height)"
        );
        Assert.All(heights, height => Assert.Equal(heights[0], height, 1));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(false, "Nothing yet: the run waits for a worker")]
    [InlineData(true, "The run logged nothing")]
    public async Task An_empty_log_says_what_to_expect(bool hasEnded, string words)
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");
        if (hasEnded)
        {
            bench.Store.RequestCancel(run.Id);
        }

        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/log");
        await Expect(page.GetByText(words)).ToBeVisibleAsync();
        await Loaded(page);
        if (!hasEnded)
        {
            bench.Log(run, LogSeed.Line(0, "first"));
            await Expect(Row(page, "first")).ToBeVisibleAsync();
            await Expect(page.GetByText(words)).ToBeHiddenAsync();
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Lines_are_copied_and_the_log_downloads()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");
        bench.Log(run, LogSeed.Line(0, "first"), LogSeed.Line(1, "second", RunLogLevel.Error));
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/log");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await Loaded(page);

        await page.GetByRole(AriaRole.Button, new() { Name = "Copy lines" }).ClickAsync();
        await Expect(page.GetByText("Copied")).ToBeVisibleAsync();
        Assert.Equal("first\nsecond", await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        Assert.Equal($"{run.Id}.log", download.SuggestedFilename);
        await page.Context.CloseAsync();
    }

    internal static ILocator Row(IPage page, string text) => page.Locator(".log-list").GetByText(text, new() { Exact = true });

    /// <summary>Waits until the script has taken the tab over.</summary>
    internal static Task Loaded(IPage page) => Assertions.Expect(page.Locator(".log[data-time]")).ToBeVisibleAsync();

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
