using Microsoft.Playwright;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Harness.Seeding;
using Pawl.Web.Tests.Views.Run;

namespace Pawl.Web.Tests.Shogi;

public sealed class GameViewerTests(Browser browser) : IAsyncLifetime
{
    private Workbench _bench = null!;
    private string _game = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.StartAsync();
        var run = LivedRun.Start(_bench);
        run.Artifact("games/ladder.csa", System.Text.Encoding.UTF8.GetBytes(SeedGames.Csa));
        run.Artifact("games/two.usi", System.Text.Encoding.UTF8.GetBytes(SeedGames.Usi));
        _game = $"/runs/{run.Id}/game?path=games%2Fladder.csa";
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_game_is_found_among_the_artifacts_and_stepped_through_with_keys_without_leaving_the_page()
    {
        var pages = 0;
        var page = await _bench.OpenAsync(
            browser,
            _game[.._game.IndexOf("/game?", StringComparison.Ordinal)] + "/artifacts",
            watch: page => page.Request += (_, request) => pages += request.Url.Contains("/game", StringComparison.Ordinal) ? 1 : 0
        );
        await page.GetByText("games/ladder.csa").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "View game" }).First.ClickAsync();
        await Expect(page.Locator(".shogi[data-ready]")).ToBeVisibleAsync();
        await Expect(Now(page)).ToHaveTextAsync("Start of 47 moves, Black to move");

        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(Now(page)).ToHaveTextAsync("Move 2 of 47: △３四歩(33), Black to move");
        await Expect(page.Locator("[data-at='3d'] .kanji")).ToHaveTextAsync("歩");
        await Expect(page.Locator("[data-at='3c'] .piece")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("End");
        await Expect(Now(page)).ToContainTextAsync("Move 47 of 47");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(Now(page)).ToContainTextAsync("Move 47 of 47");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator("tr a[aria-current]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("５七桂成"));
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(_bench.Address, _game + "&ply=46").ToString());
        await page.Locator(".shogi-moves").FocusAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(Now(page)).ToContainTextAsync("Move 36 of 47");
        await page.Keyboard.PressAsync("Home");
        await Expect(Now(page)).ToContainTextAsync("Start of 47 moves");
        Assert.Equal(1, pages);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Buttons_slider_and_the_list_of_moves_step_too_and_play_stops_at_the_end()
    {
        var page = await OpenAsync(_game + "&ply=44");

        await page.GetByRole(AriaRole.Link, new() { Name = "One move on" }).ClickAsync();
        await Expect(Now(page)).ToContainTextAsync("Move 45");
        await page.GetByRole(AriaRole.Link, new() { Name = "△３四歩(33)" }).ClickAsync();
        await Expect(Now(page)).ToContainTextAsync("Move 2 ");
        await page.GetByRole(AriaRole.Slider).FillAsync("13");
        await Expect(Now(page)).ToContainTextAsync("Move 13");
        await Expect(page.Locator("[data-comment]")).ToHaveTextAsync("The trade on the second file opens the game.");
        await page.GetByRole(AriaRole.Slider).FillAsync("46");
        var play = page.GetByRole(AriaRole.Button, new() { Name = "Play", Exact = true });
        await play.ClickAsync();
        await Expect(play).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Now(page)).ToContainTextAsync("Move 47 of 47");
        await Expect(play).ToHaveAttributeAsync("aria-pressed", "false");
        await page.Context.CloseAsync();
    }

    /// <summary>The board is drawn in two places, on the server and by the script; what they draw is the same.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_position_the_script_shows_is_the_one_the_server_shows_at_its_address(bool flipped)
    {
        var page = await OpenAsync(_game + (flipped ? "&flip=1" : ""));
        if (flipped)
        {
            await page.Keyboard.PressAsync("f");
            await Expect(page.Locator(".shogi-board g[data-at='9i']")).ToHaveAttributeAsync("transform", "translate(60 669)");
            await page.Keyboard.PressAsync("f");
        }

        for (var ply = 0; ply <= 47; ply++)
        {
            var differences = await page.EvaluateAsync<string>(DifferencesFromTheServer, new { ply, flipped });
            Assert.True(differences.Length == 0, $"After {ply} moves:\n{differences}");
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task F_turns_the_board_and_the_address_says_so()
    {
        var page = await OpenAsync(_game + "&ply=3");
        await Expect(page.Locator("[data-at='9i']")).ToHaveAttributeAsync("transform", "translate(60 669)");

        await page.Keyboard.PressAsync("f");

        await Expect(page.Locator("[data-at='9i']")).ToHaveAttributeAsync("transform", "translate(540 141)");
        await Expect(page.Locator("[data-at='9i'] .piece > g"))
            .ToHaveAttributeAsync("transform", new System.Text.RegularExpressions.Regex("rotate\\(180\\)"));
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(_bench.Address, _game + "&ply=3&flip=1").ToString());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Letters_instead_of_kanji_are_a_choice_that_lasts()
    {
        var page = await OpenAsync(_game + "&ply=1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Letters" }).ClickAsync();
        await Expect(page.Locator("[data-at='5i'] .letters")).ToBeVisibleAsync();
        await Expect(Now(page)).ToHaveTextAsync("Move 1 of 47: P7g-7f, White to move");

        await page.ReloadAsync();

        await Expect(page.Locator("[data-at='5i'] .letters")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-at='5i'] .kanji")).ToBeHiddenAsync();
        await Expect(Now(page)).ToHaveTextAsync("Move 1 of 47: P7g-7f, White to move");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("&ply=31", "Move 31 of 47: ▲同銀(28), White to move")]
    [InlineData("&ply=9999", "Move 47 of 47")]
    [InlineData("&ply=-1&game=x&flip=?", "Start of 47 moves")]
    [InlineData("&ply=99999999999999999999", "Start of 47 moves")]
    public async Task An_address_leads_to_a_position_without_any_script(string place, string words)
    {
        var html = System.Net.WebUtility.HtmlDecode(await _bench.Http.GetStringAsync(_game + place, Stop));

        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.Contains("Black wins: White resigned", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"{_game}&ply=12", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_games_of_a_file_are_a_list_to_choose_from()
    {
        var page = await OpenAsync(_game.Replace("ladder.csa", "two.usi", StringComparison.Ordinal));
        await Expect(Now(page)).ToContainTextAsync("Start of 5 moves");

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Games of this file" }).GetByRole(AriaRole.Link).Nth(1).ClickAsync();

        await Expect(Now(page)).ToHaveTextAsync("Start of 1 moves, Black to move");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("game=2"));
        await page.Context.CloseAsync();
    }

    private const string DifferencesFromTheServer = """
        async ({ ply, flipped }) => {
          const address = new URL(location);
          address.search = `?path=games%2Fladder.csa&ply=${ply}${flipped ? "&flip=1" : ""}`;
          const served = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
          const parts = [".shogi-board", "[data-now]", "[data-words=b]", "[data-words=w]", "[data-sfen]", "[data-comment]", ".shogi-controls", ".shogi-moves"];
          const plain = (element) => element.outerHTML.replaceAll(' hidden=""', "");
          return parts
            .filter((part) => plain(document.querySelector(part)) !== plain(served.querySelector(part)))
            .map((part) => `${plain(document.querySelector(part))}\n${plain(served.querySelector(part))}`)
            .join("\n");
        }
        """;

    private static ILocator Now(IPage page) => page.Locator("[data-now]");

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private async Task<IPage> OpenAsync(string path)
    {
        var page = await _bench.OpenAsync(browser, path);
        await Expect(page.Locator(".shogi[data-ready]")).ToBeVisibleAsync();
        return page;
    }
}
