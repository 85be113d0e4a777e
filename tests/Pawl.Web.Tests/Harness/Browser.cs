using Microsoft.Playwright;

namespace Pawl.Web.Tests.Harness;

/// <summary>The system's Chromium, started once for all tests of this project.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = Executable(), Args = ["--no-sandbox", "--disable-dev-shm-usage"] }
        );
    }

    /// <summary>A page in a browser profile of its own, 1280 × 800.</summary>
    /// <param name="bypassPolicy">Lets a test inject a script of its own in spite of the content security policy.</param>
    public async Task<IPage> OpenAsync(
        int width = 1280,
        int height = 800,
        ColorScheme scheme = ColorScheme.Light,
        bool bypassPolicy = false
    )
    {
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = height },
                ColorScheme = scheme,
                BypassCSP = bypassPolicy,
            }
        );
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string Executable() =>
        new[] { Environment.GetEnvironmentVariable("PAWL_TEST_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome" }.FirstOrDefault(
            File.Exists
        )
        ?? throw new InvalidOperationException("Expected Chromium at /usr/bin/chromium (Debian: apt-get install chromium), found none.");
}
