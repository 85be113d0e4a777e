using Microsoft.Playwright;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Journeys;

/// <summary>What a person does with runs, in a browser, against the program itself with a real worker.</summary>
[Trait("speed", "slow")]
public sealed class RunJourneyTests(Browser browser)
{
    [Fact]
    public async Task A_run_started_from_the_form_is_watched_live_to_its_end_and_its_artifacts_are_opened()
    {
        await using var up = await PawlUp.StartAsync();
        var page = await up.OpenAsync(browser);
        await Journey.StartRunAsync(page, up, Programs.Steps("count to twenty"));

        await Journey.ExpectStateAsync(page, "running");
        await page.EvaluateAsync("() => (window.isSamePage = true)");
        await Assertions.Expect(page.Locator("#run-header progress")).ToBeVisibleAsync(Journey.Visible);
        await Journey.ExpectStateAsync(page, "succeeded");
        Assert.True(await page.EvaluateAsync<bool>("() => window.isSamePage === true"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Artifacts", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("table.csv").First).ToBeVisibleAsync(Journey.Visible);
        await Assertions.Expect(page.GetByText("notes.txt").First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_run_is_cancelled_resumed_and_retried_by_its_buttons()
    {
        await using var up = await PawlUp.StartAsync();
        var page = await up.OpenAsync(browser);
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await Journey.StartRunAsync(page, up, Programs.Resumable("stop and go"));
        var first = page.Url;

        await Journey.ExpectStateAsync(page, "running");
        await Assertions.Expect(page.Locator("#run-header")).ToContainTextAsync("half way", new() { Timeout = Journey.Patience });
        await Assertions.Expect(Journey.Button(page, "Resume")).ToBeDisabledAsync();
        await Journey.Button(page, "Cancel").ClickAsync();
        await Journey.ExpectStateAsync(page, "cancelled");

        await Assertions.Expect(Journey.Button(page, "Cancel")).ToBeDisabledAsync();
        await Journey.Button(page, "Resume").ClickAsync();
        await Journey.ExpectStateAsync(page, "succeeded");

        await Journey.Button(page, "Retry").ClickAsync();
        await page.WaitForURLAsync(url => url != first && Journey.RunAddress().IsMatch(url), new() { Timeout = Journey.Patience });
        await Journey.ExpectStateAsync(page, "running");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_windows_see_each_others_changes()
    {
        await using var up = await PawlUp.StartAsync(null, "", "--no-worker");
        var list = await up.OpenAsync(browser);
        var other = await list.Context.NewPageAsync();
        other.Dialog += async (_, dialog) => await dialog.AcceptAsync();

        await Journey.StartRunAsync(other, up, Programs.Resumable("seen from both"));
        var row = list.Locator("tbody tr", new() { HasText = "seen from both" });
        await Assertions.Expect(row).ToContainTextAsync("queued", new() { Timeout = Journey.Patience });

        await Journey.Button(other, "Cancel").ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("cancelled", new() { Timeout = Journey.Patience });
        await list.Context.CloseAsync();
    }

    [Fact]
    public async Task A_page_is_live_again_after_the_server_was_killed_and_no_line_is_lost()
    {
        await using var up = await PawlUp.StartAsync();
        var page = await up.OpenAsync(browser);
        await Journey.StartRunAsync(page, up, Programs.Endless("goes on"));
        await Journey.ExpectStateAsync(page, "running");
        await page.EvaluateAsync("() => (window.isSamePage = true)");

        await up.KillAndRestartAsync();

        // The worker died with the server: the attempt ends interrupted, and the next one goes on.
        await Assertions.Expect(page.Locator("#run-header")).ToContainTextAsync("2 attempts", new() { Timeout = Journey.Patience });
        await Journey.ExpectStateAsync(page, "running");
        Assert.True(await page.EvaluateAsync<bool>("() => window.isSamePage === true"));
        await page.Context.CloseAsync();
    }
}
