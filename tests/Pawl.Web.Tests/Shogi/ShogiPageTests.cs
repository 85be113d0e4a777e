using System.Text;
using Microsoft.Playwright;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Harness.Seeding;

namespace Pawl.Web.Tests.Shogi;

public sealed class ShogiPageTests(Browser browser)
{
    [Fact]
    public async Task A_position_that_is_pasted_is_drawn_and_its_address_can_be_shared()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await OpenAsync(bench, "/shogi");
        await Expect(page.Locator("[data-now]")).ToHaveTextAsync("Black to move");

        await page.GetByLabel("Position or record").FillAsync(SeedGames.Position);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await Expect(page.Locator("[data-now]")).ToHaveTextAsync("White to move");
        await Expect(page.Locator("[data-at='4b'] .promoted .kanji")).ToHaveTextAsync("と");
        await Expect(page.Locator("[data-at='wP'] .count")).ToHaveTextAsync("5");
        await Expect(page.Locator("[data-words=b]")).ToContainTextAsync("king 2i, rook 9h");
        await Expect(page.GetByRole(AriaRole.Img, new() { NameString = SeedGames.Position.Split(' ')[0] })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("[data-now]")).ToHaveTextAsync("White to move");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_file_in_Shift_JIS_is_opened_and_stepped_through_in_place()
    {
        await using var bench = await Workbench.StartAsync();
        var record = Pawl.Shogi.Records.GameRecords.Parse(SeedGames.Csa);
        var bytes = Pawl.Shogi.Records.GameRecords.Write(
            record,
            Pawl.Shogi.Records.RecordFormat.Kif,
            Pawl.Shogi.Records.Text.RecordEncoding.ShiftJis
        );
        var page = await OpenAsync(bench, "/shogi");

        await page.Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "ladder.kif",
                    MimeType = "text/plain",
                    Buffer = bytes,
                }
            );

        await Expect(page.Locator("[data-now]")).ToHaveTextAsync("Start of 47 moves, Black to move");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".shogi-moves").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator("[data-now]")).ToContainTextAsync("Move 47 of 47");
        var saved = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Record as KIF" }).ClickAsync()
        );
        Assert.Equal("game-1.kif", saved.SuggestedFilename);
        var again = Assert.Single(
            Pawl.Shogi.Records.GameRecords.Parse(
                await File.ReadAllTextAsync(await saved.PathAsync(), Encoding.UTF8, TestContext.Current.CancellationToken)
            )
        );
        Assert.Equal(record[0].Moves.Select(move => move.Move), again.Moves.Select(move => move.Move));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_no_record_is_told_with_line_and_reason_and_the_page_goes_on_working()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await OpenAsync(bench, "/shogi");

        await page.GetByLabel("Position or record").FillAsync("PI\n+\n+7776FU\n-9999OU\n" + new string('\'', 2000));
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Line 4 cannot be read");
        await page.GetByLabel("Position or record").FillAsync(SeedGames.Csa + new string('\n', 2000));
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(page.Locator("[data-now]")).ToContainTextAsync("Start of 47 moves");
        await page.Context.CloseAsync();
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    private async Task<IPage> OpenAsync(Workbench bench, string path)
    {
        var page = await bench.OpenAsync(browser, path);
        await Expect(page.Locator(".shogi-open[data-ready]")).ToBeVisibleAsync();
        return page;
    }
}
