using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pawl.Runs.Model;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.RunList;

public sealed partial class RunsPageTests(Browser browser)
{
    [Fact]
    public async Task The_list_follows_each_letter_and_the_address_holds_the_filter()
    {
        await using var bench = await Workbench.StartAsync();
        ManyRuns.Add(bench, 120, 3);
        var page = await bench.OpenAsync(browser);
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(50);
        await Assertions.Expect(Total(page)).ToHaveTextAsync("1–50 of 120");

        await Filter(page).PressSequentiallyAsync("chess 0001");

        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        await Assertions.Expect(page).ToHaveURLAsync(UrlThatEndsWith("?q=chess+0001"));
        await Assertions.Expect(Filter(page)).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[data-announce]")).ToHaveTextAsync("1–2 of 2");

        await page.GoBackAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(50);
        await Assertions.Expect(Filter(page)).ToHaveValueAsync("");
        await page.GoForwardAsync();
        await Assertions.Expect(Filter(page)).ToHaveValueAsync("chess 0001");
        await page.ReloadAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_filter_survives_the_page_of_a_run_and_the_way_back()
    {
        await using var bench = await Workbench.StartAsync();
        ManyRuns.Add(bench, 120, 3);
        var page = await bench.OpenAsync(browser);

        await Chip(page, "failed").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(UrlThatEndsWith("?state=failed"));
        await Assertions.Expect(Chip(page, "failed")).ToHaveAttributeAsync("aria-current", "true");
        await page.GetByLabel("Tag", new() { Exact = true }).SelectOptionAsync("nightly");
        await Assertions.Expect(page).ToHaveURLAsync(UrlThatEndsWith("?state=failed&tag=nightly"));
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);

        await Rows(page).First.GetByRole(AriaRole.Rowheader).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/runs/", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GoBackAsync();

        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("tbody tr:not([data-state=failed])")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Show runs without the tag nightly too" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(UrlThatEndsWith("?state=failed"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_click_on_a_head_sorts_and_another_one_turns_the_order()
    {
        await using var bench = await Workbench.StartAsync();
        ManyRuns.Add(bench, 120, 3);
        var page = await bench.OpenAsync(browser, "/?col=state&col=metric:loss/validation");
        var head = page.GetByRole(AriaRole.Columnheader, new() { Name = "loss/validation" });

        await head.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(head).ToHaveAttributeAsync("aria-sort", "ascending");
        var least = await Values(page);
        Assert.Equal(least.Order(), least);

        await head.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(head).ToHaveAttributeAsync("aria-sort", "descending");
        var greatest = await Values(page);
        Assert.Equal(greatest.OrderDescending(), greatest);
        Assert.True(greatest[0] > least[^1]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Chosen_columns_are_there_after_a_reload_and_for_who_gets_the_link()
    {
        await using var bench = await Workbench.StartAsync();
        ManyRuns.Add(bench, 30, 20);
        var page = await bench.OpenAsync(browser);
        await page.GetByText("Columns", new() { Exact = true }).First.ClickAsync();
        await page.GetByLabel("Find a metric").FillAsync("VALID");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "loss/validation" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Message" }).UncheckAsync();
        await Assertions.Expect(Head(page, "loss/validation")).ToBeVisibleAsync();
        await Assertions.Expect(Head(page, "Message")).ToHaveCountAsync(0);
        var link = new Uri(page.Url).PathAndQuery;

        await page.GotoAsync(bench.Address.ToString());

        await Assertions.Expect(Head(page, "loss/validation")).ToBeVisibleAsync();
        await Assertions.Expect(Head(page, "Message")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
        var other = await bench.OpenAsync(browser, link);
        await Assertions.Expect(Head(other, "loss/validation")).ToBeVisibleAsync();
        await Assertions.Expect(Head(other, "Message")).ToHaveCountAsync(0);
        await other.Context.CloseAsync();
    }

    [Fact]
    public async Task Many_runs_are_cancelled_at_once_after_a_question_and_what_could_not_be_is_told()
    {
        await using var bench = await Workbench.StartAsync();
        var gone = bench.Queue("gone meanwhile", "true");
        string[] ids = [bench.Queue("a", "true").Id, bench.Queue("b", "true").Id, bench.Queue("c", "true").Id];
        var page = await bench.OpenAsync(browser);
        await page.GetByLabel("Select c").CheckAsync();
        await page.GetByLabel("Select a", new() { Exact = true }).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await page.GetByLabel("Select gone meanwhile").CheckAsync();
        await Assertions.Expect(page.Locator("[data-selected]")).ToHaveTextAsync("4 selected");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel…" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Cancel these 4 runs?");
        Assert.All(ids, id => Assert.Equal(RunState.Queued, bench.Store.Get(id).State));
        bench.Store.RequestCancel(gone.Id);

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel them" }).ClickAsync();

        await Assertions.Expect(page.GetByText("3 of 4 runs asked to stop")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("only a run that has not ended can be cancelled")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("tr[data-state=cancelled]")).ToHaveCountAsync(4);
        Assert.All(ids, id => Assert.Equal(RunState.Cancelled, bench.Store.Get(id).State));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_to_eight_picked_runs_can_be_compared_also_from_different_pages()
    {
        await using var bench = await Workbench.StartAsync();
        var ids = ManyRuns.Add(bench, 120, 1);
        var page = await bench.OpenAsync(browser);
        var compare = page.Locator("[data-compare]");
        await Row(page, ids[^1]).GetByRole(AriaRole.Checkbox).CheckAsync();
        await Assertions.Expect(compare).ToHaveAttributeAsync("aria-disabled", "true");

        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Row(page, ids[^51]).GetByRole(AriaRole.Checkbox).CheckAsync();

        await Assertions.Expect(page.Locator("[data-selected]")).ToHaveTextAsync("2 selected, 1 of them not shown");
        await Assertions.Expect(compare).ToHaveAttributeAsync("href", $"/compare?runs={ids[^1]},{ids[^51]}");
        await page.GoBackAsync();
        await Assertions.Expect(Row(page, ids[^1]).GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>An older system drew its whole table anew on every event.</summary>
    [Fact]
    public async Task A_run_that_progresses_changes_its_own_row_and_no_other()
    {
        await using var bench = await Workbench.StartAsync();
        var still = bench.Queue("still", "true");
        var run = bench.Queue("busy", "true");
        var lease = bench.Store.Claim(new WorkerIdentity("w", "machine", "boot", 1, 1), run.Id)!.Lease;
        var page = await bench.OpenAsync(browser);
        await Row(page, still.Id).GetByRole(AriaRole.Checkbox).CheckAsync();
        await Assertions.Expect(Row(page, run.Id)).ToHaveAttributeAsync("data-state", "running");
        await page.EvaluateAsync(
            """
            still => {
              const row = document.querySelector(`tr[data-key="${still}"]`);
              row.mark = "the same";
              row.querySelector("input").focus();
              window.touched = [];
              new MutationObserver(records => window.touched.push(...records.map(record => record.target.nodeName)))
                .observe(row, { subtree: true, childList: true, attributes: true, characterData: true });
            }
            """,
            still.Id
        );

        foreach (var step in Enumerable.Range(1, 9))
        {
            bench.Store.ReportProgress(lease, step / 10.0, $"step {step}");
            await Assertions.Expect(Row(page, run.Id)).ToContainTextAsync($"step {step}");
        }

        await Assertions.Expect(Row(page, run.Id)).ToContainTextAsync("90%");
        Assert.Equal("the same", await Row(page, still.Id).EvaluateAsync<string>("row => row.mark"));
        // "12 s ago" goes on
        Assert.DoesNotContain(await page.EvaluateAsync<string[]>("window.touched"), name => name is not ("TIME" or "#text"));
        await Assertions.Expect(Row(page, still.Id).GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await Assertions.Expect(Row(page, still.Id).GetByRole(AriaRole.Checkbox)).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>An older system kept 200 runs and dropped the oldest, even one that was running.</summary>
    [Fact]
    public async Task The_oldest_run_stays_in_the_list_however_many_follow()
    {
        await using var bench = await Workbench.StartAsync();
        ManyRuns.Add(bench, 400, 0);
        bench.Store.Claim(new WorkerIdentity("w", "machine", "boot", 1, 1));
        var page = await bench.OpenAsync(browser, "/?sort=created");
        await Assertions.Expect(Total(page)).ToHaveTextAsync("1–50 of 400");
        await Assertions.Expect(Rows(page).First).ToContainTextAsync("shakespeare 00000");

        await Chip(page, "running").ClickAsync();

        await Assertions.Expect(Rows(page)).ToHaveCountAsync(11);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Keys_lead_to_the_filter_through_the_rows_and_into_a_run()
    {
        await using var bench = await Workbench.StartAsync();
        bench.Queue("first", "true");
        var second = bench.Queue("second", "true");
        var page = await bench.OpenAsync(browser);
        await ScriptsRun(page);

        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(Filter(page)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("jkx");
        await Assertions.Expect(Filter(page)).ToHaveValueAsync("jkx");
        await Assertions.Expect(page.Locator(".empty-title")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear filters" }).ClickAsync();
        await Assertions.Expect(Filter(page)).ToHaveValueAsync("");
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(Row(page, second.Id).GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "first" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(UrlThatEndsWith($"/runs/{second.Id}"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_scripts_the_filtered_list_is_whole()
    {
        await using var bench = await Workbench.StartAsync();
        ManyRuns.Add(bench, 120, 3);

        var html = await bench.Http.GetStringAsync("/?state=failed&q=chess", TestContext.Current.CancellationToken);

        Assert.All(RowState().Matches(html), match => Assert.Equal("failed", match.Groups["state"].Value));
        Assert.NotEmpty(RowState().Matches(html));
        Assert.Contains("value=\"chess\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_text_and_never_markup()
    {
        await using var bench = await Workbench.StartAsync();
        bench.Queue("<img src=x onerror=alert(1)>", "true");
        var page = await bench.OpenAsync(browser, "/?q=" + Uri.EscapeDataString("<img src=x"));

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "<img src=x onerror=alert(1)>" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main img")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    private static ILocator Rows(IPage page) => page.Locator("table.runs tbody tr");

    private static ILocator Row(IPage page, string id) => page.Locator($"tr[data-key='{id}']");

    private static ILocator Total(IPage page) => page.Locator("#runs-total");

    private static ILocator Filter(IPage page) => page.GetByLabel("Filter by name, id or tag");

    private static ILocator Chip(IPage page, string state) => page.Locator($".chip[data-key={state}]");

    private static ILocator Head(IPage page, string title) => page.GetByRole(AriaRole.Columnheader, new() { Name = title, Exact = true });

    /// <summary>Keys pressed before would go nowhere.</summary>
    private static Task ScriptsRun(IPage page) =>
        page.Locator("[data-selected]:not(:empty)").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    private static async Task<List<double>> Values(IPage page) =>
        [
            .. (await page.Locator("td.cell-metric span").AllTextContentsAsync()).Select(text =>
                double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            ),
        ];

    private static Regex UrlThatEndsWith(string text) => new(Regex.Escape(text) + "$", RegexOptions.None, TimeSpan.FromSeconds(1));

    [GeneratedRegex("data-state=\"(?<state>[a-z_]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RowState();
}
