using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Pawl.Web.Tests.Harness;

/// <summary>A page that was opened and has come to rest, with all that went wrong on the way.</summary>
internal sealed class PageVisit : IAsyncDisposable
{
    /// <summary>How long no request may be under way before a page counts as at rest.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<IRequest, byte> _pending = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private long _lastRequest = TimeProvider.System.GetTimestamp();

    private PageVisit() { }

    public IPage Page { get; private set; } = null!;

    /// <value>Errors on the console, uncaught exceptions, breaches of the content security policy.</value>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static async Task<PageVisit> OpenAsync(
        Workbench bench,
        Browser browser,
        string path,
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light,
        bool bypassPolicy = false
    )
    {
        var visit = new PageVisit();
        visit.Page = await bench.OpenAsync(browser, path, width, scheme, bypassPolicy, visit.Watch);
        await visit.RestAsync();
        return visit;
    }

    /// <summary>Waits until scripts have started and fetched what they fetch. The stream of live events never ends and does not count.</summary>
    public async Task RestAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        await Page.WaitForLoadStateAsync(LoadState.Load);
        while (!_pending.IsEmpty || TimeProvider.System.GetElapsedTime(Volatile.Read(ref _lastRequest)) < Rest)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                var urls = string.Join('\n', _pending.Keys.Select(request => request.Url));
                throw new TimeoutException($"{Page.Url} did not come to rest within {Patience}; under way:\n{urls}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Request += (_, request) =>
        {
            if (!new Uri(request.Url).AbsolutePath.StartsWith("/live", StringComparison.Ordinal))
            {
                Volatile.Write(ref _lastRequest, TimeProvider.System.GetTimestamp());
                _pending.TryAdd(request, 0);
            }
        };
        page.RequestFinished += (_, request) => Done(request);
        page.RequestFailed += (_, request) => Done(request);
    }

    private void Done(IRequest request)
    {
        if (_pending.TryRemove(request, out _))
        {
            Volatile.Write(ref _lastRequest, TimeProvider.System.GetTimestamp());
        }
    }
}
