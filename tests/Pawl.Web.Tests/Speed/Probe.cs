using Microsoft.Playwright;

namespace Pawl.Web.Tests.Speed;

/// <summary>Measures in the browser when something can be seen, so that the way to the test and back is not counted.</summary>
internal static class Probe
{
    /// <summary>
    /// The last rows of a list, of a log or of a chart are on the screen: a function of the page, asked before each frame until it says yes.
    /// The time is that of the frame after, when what it found has been painted.
    /// </summary>
    private const string Watch = """
        window.proof = { seen: null, key: null };
        window.proof.watch = (isThere) => {
          window.proof.seen = null;
          const look = () => {
            if (isThere()) requestAnimationFrame(() => (window.proof.seen = performance.now()));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        };
        window.proof.isOnScreen = (element) => {
          const box = element?.getBoundingClientRect();
          return !!box && box.height > 0 && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
        };
        document.addEventListener("keydown", (event) => (window.proof.key = event.timeStamp), true);
        """;

    /// <summary>Goes to an address. Answers milliseconds from the start of the navigation to the first frame that shows what is looked for.</summary>
    /// <param name="isThere">A JavaScript function without parameters.</param>
    public static async Task<double> NavigateAsync(IPage page, Uri address, string isThere)
    {
        await page.AddInitScriptAsync($"{Watch}\nwindow.proof.watch({isThere});");
        await page.GotoAsync(address.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        return await SeenAsync(page);
    }

    /// <summary>Presses a key. Answers milliseconds from then to the first frame that shows what is looked for.</summary>
    public static async Task<double> PressAsync(IPage page, string key, string isThere)
    {
        await page.EvaluateAsync($"() => window.proof.watch({isThere})");
        await page.Keyboard.PressAsync(key);
        var seen = await SeenAsync(page);
        return seen - await page.EvaluateAsync<double>("() => window.proof.key");
    }

    /// <returns>Milliseconds from the start of the navigation to the browser's own first-contentful-paint.</returns>
    public static Task<double> FirstPaintAsync(IPage page) =>
        page.EvaluateAsync<double>(
            """
            () => new Promise((resolve) =>
              new PerformanceObserver((list) => {
                const entry = list.getEntriesByName("first-contentful-paint")[0];
                if (entry) resolve(entry.startTime);
              }).observe({ type: "paint", buffered: true }))
            """
        );

    private static async Task<double> SeenAsync(IPage page)
    {
        await page.WaitForFunctionAsync("() => window.proof?.seen", null, new PageWaitForFunctionOptions { PollingInterval = 20 });
        return await page.EvaluateAsync<double>("() => window.proof.seen");
    }
}
