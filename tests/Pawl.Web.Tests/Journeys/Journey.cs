using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Journeys;

/// <summary>What journeys do again and again: start a run from the form, wait for a state.</summary>
internal static partial class Journey
{
    /// <summary>Long enough for a worker to claim, start and end a small program on a busy machine.</summary>
    public const float Patience = 60_000;

    public static LocatorAssertionsToBeVisibleOptions Visible { get; } = new() { Timeout = Patience };

    /// <summary>Writes a spec into the form of the page "New run" and starts it; the page of the run is open then.</summary>
    public static async Task StartRunAsync(IPage page, PawlUp up, string yaml)
    {
        await page.GotoAsync(new Uri(up.Address, "/new?workload=command").ToString());
        await page.Locator("#yaml").FillAsync(yaml);
        var start = page.GetByRole(AriaRole.Button, new() { Name = "Start run" });
        await Assertions.Expect(start).ToBeEnabledAsync(new() { Timeout = Patience });
        await start.ClickAsync();
        await page.WaitForURLAsync(RunAddress(), new() { Timeout = Patience });
    }

    /// <summary>Waits until the page of a run shows the state.</summary>
    public static Task ExpectStateAsync(IPage page, string state) =>
        Assertions.Expect(page.Locator("#run-header .badge").First).ToContainTextAsync(state, new() { Timeout = Patience });

    public static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [GeneratedRegex("/runs/[0-9A-Za-z]{26}$")]
    public static partial Regex RunAddress();
}
