using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pawl.Runs.Model;
using Pawl.Web.Access;

namespace Pawl.Web.Live;

/// <summary>What keeps pages live: <c>/live?topics=runs,run:ID</c>, a stream of server-sent events that name the topics that changed.</summary>
internal static class LiveEndpoints
{
    /// <summary>The quickest a page is told of changes: ten times a second.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>A line that says nothing, so that a dead connection is noticed on both sides.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/live", StreamAsync).RequireRole(AccessRole.Viewer).LimitStreams().ExcludeFromDescription();

    private static async Task StreamAsync(HttpContext http, string topics)
    {
        var services = http.RequestServices;
        var time = services.GetRequiredService<TimeProvider>();
        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        using var subscription = services
            .GetRequiredService<StoreWatch>()
            .Subscribe(topics.Split(',', StringSplitOptions.RemoveEmptyEntries));
        try
        {
            await SendAsync("retry: 500\nevent: hello\ndata: {}\n\n");
            while (!stop.IsCancellationRequested)
            {
                using var quiet = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
                quiet.CancelAfter(KeepAlive);
                try
                {
                    var changed = await subscription.NextAsync(quiet.Token);
                    await SendAsync($"event: change\ndata: {JsonSerializer.Serialize(changed)}\n\n");
                    await Task.Delay(Interval, time, stop.Token);
                }
                catch (OperationCanceledException) when (!stop.IsCancellationRequested)
                {
                    await SendAsync(": still here\n\n");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the page was left, or the server stops
        }

        async Task SendAsync(string text)
        {
            await http.Response.WriteAsync(text, stop.Token);
            await http.Response.Body.FlushAsync(stop.Token);
        }
    }
}
