using Microsoft.Playwright;
using Pawl.Web.Hosting;
using Pawl.Web.Live;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Logs;

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

    [Fact]
    public async Task What_changes_between_the_page_and_its_stream_is_seen()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await bench.OpenAsync(
            browser,
            watch: opened =>
                _ = opened.Context.RouteAsync(
                    "**/live?**",
                    async route =>
                    {
                        // The page is there, its stream is not yet.
                        bench.Queue("in between", "true");
                        await route.ContinueAsync();
                    }
                )
        );

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "in between" }).First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_hidden_page_gives_its_connection_back_and_catches_up_when_it_is_looked_at()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await bench.OpenAsync(browser);
        await UntilAsync(() => bench.Service<StoreWatch>().Count == 1);

        await Hide(page, true);
        await UntilAsync(() => bench.Service<StoreWatch>().Count == 0);
        bench.Queue("meanwhile", "true");
        await Hide(page, false);

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "meanwhile" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();

        static Task Hide(IPage page, bool value) =>
            page.EvaluateAsync(
                "(value) => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => value }); document.dispatchEvent(new Event('visibilitychange')); }",
                value
            );
    }

    [Fact]
    public async Task A_page_without_its_server_says_so_and_takes_it_back_when_it_is_there_again()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await bench.OpenAsync(browser);
        await UntilAsync(() => bench.Service<StoreWatch>().Count == 1);
        await page.RouteAsync("**/live?**", route => route.AbortAsync());
        await bench.RestartAsync();
        var notice = page.GetByText("Connection to the server lost");
        await Assertions.Expect(notice).ToBeVisibleAsync();
        bench.Queue("while away", "true");

        await page.UnrouteAsync("**/live?**");

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "while away" })).ToBeVisibleAsync();
        await Assertions.Expect(notice).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_page_holds_one_stream_however_many_parts_it_has()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Log(run, LogSeed.Numbered(0, 10));
        var page = await bench.OpenAsync(browser, $"/runs/{run.Id}/log");
        await LogTabTests.Loaded(page);
        await UntilAsync(() => bench.Service<StoreWatch>().Count == 1);
        bench.Log(run, LogSeed.Numbered(10, 1));
        await Assertions.Expect(LogTabTests.Row(page, "line 10")).ToBeVisibleAsync();

        Assert.Equal(1, bench.Service<StoreWatch>().Count);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task New_html_touches_only_what_differs()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await bench.OpenAsync(browser);

        var told = await page.EvaluateAsync<string[]>(
            """
            async (url) => {
              const { morph } = await import(url);
              const told = [];
              const check = (claim, holds) => holds || told.push(claim);
              const place = document.createElement("div");
              document.body.append(place);
              const rows = (...keys) => `<ul>\n${keys.map((key) => `  <li data-key="${key}"><input name="${key}"> ${key}</li>\n`).join("")}</ul>`;
              place.innerHTML = rows("a", "b", "c", "d");
              const input = (key) => place.querySelector(`[name=${key}]`);
              const c = input("c");
              c.value = "typed";
              c.focus();
              morph(place, rows("b", "c", "d", "e"));
              check("a focused row keeps the focus when rows before it go", document.activeElement === c && input("c") === c);
              check("what was typed stays", c.value === "typed");
              check("rows are those wanted", [...place.querySelectorAll("li")].map((row) => row.dataset.key).join("") === "bcde");
              morph(place, rows("new", "b", "c", "d", "e"));
              check("a row put first leaves the focus", document.activeElement === c);
              morph(place, rows("e", "d", "c", "b"));
              check("rows follow a new order as themselves", input("c") === c && place.textContent.replace(/\s/g, "") === "edcb");
              place.innerHTML = "<details open><summary>s</summary>old</details><button data-script=\"copy\">x</button>";
              const [details, button] = place.children;
              morph(place, "<details><summary>s</summary>new</details><button data-script=\"theme\">x</button>");
              check("what was unfolded stays so", place.firstChild === details && details.open && details.textContent === "snew");
              check("an element with another script is another element", place.lastChild !== button);
              place.innerHTML = "<div data-own><b>mine</b></div>";
              morph(place, "<div data-own><b>theirs</b></div>");
              check("what a script owns is left alone", place.textContent === "mine");
              return told;
            }
            """,
            EmbeddedAsset.Url("scripts/morph.js")
        );

        Assert.Empty(told);
        await page.Context.CloseAsync();
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }
    }
}
