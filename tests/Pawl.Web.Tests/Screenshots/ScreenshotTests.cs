using Microsoft.Playwright;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Screenshots;

/// <summary>
/// Pictures of every page, empty and seeded, in both themes and two widths, to be looked at:
/// <c>artifacts/screenshots/PAGE-STATE-THEME-WIDTH.png</c>.
/// </summary>
public sealed class ScreenshotTests(Browser browser, Worlds worlds)
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "artifacts", "screenshots");

    public static IEnumerable<TheoryDataRow<string, string>> Pages() => PageStates.All();

    [Theory]
    [Trait("speed", "slow")]
    [MemberData(nameof(Pages))]
    public async Task Page_can_be_seen(string name, string state)
    {
        Directory.CreateDirectory(Folder);
        var (bench, path) = await worlds.FindAsync(PageStates.Find(name), state);
        foreach (var width in new[] { 1280, 390 })
        {
            await using var visit = await PageVisit.OpenAsync(bench, browser, path, width);
            Assert.True(await visit.Page.Locator("main").CountAsync() == 1, $"{path} has no main part.");
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await visit.Page.EmulateMediaAsync(
                    new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce }
                );
                var file = Path.Combine(Folder, $"{name}-{state}-{scheme.ToString().ToLowerInvariant()}-{width}.png");
                await visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
                TestContext.Current.SendDiagnosticMessage(file);
            }
        }
    }
}
