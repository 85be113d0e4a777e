using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Pawl.Web.Live;

/// <summary>
/// An answer that goes on: server-sent events (WHATWG HTML, section 9.2). It ends when the client leaves, and at once when the server stops.
/// Writing waits until the client has taken what was sent, so what a slow one costs is one batch.
/// </summary>
internal sealed class EventStream : IDisposable
{
    /// <summary>Without news the client is told this often that all is well, and notices a dead connection by its absence.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop;
    private readonly HttpResponse _response;

    private EventStream(HttpContext http)
    {
        _response = http.Response;
        Time = http.RequestServices.GetRequiredService<TimeProvider>();
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
    }

    public CancellationToken Stopped => _stop.Token;

    public TimeProvider Time { get; }

    /// <summary>Sends the head of the answer, then does the work until the client leaves or the server stops.</summary>
    public static async Task RunAsync(HttpContext http, Func<EventStream, Task> work)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // else nginx holds events back
        using var open = http.RequestServices.GetRequiredService<Telemetry.ServerMetrics>().OpenStream();
        using var stream = new EventStream(http);
        try
        {
            await stream.WriteAsync("retry: 500\n\n");
            await work(stream);
        }
        catch (OperationCanceledException) when (stream.Stopped.IsCancellationRequested)
        {
            // the client left, or the server stops
        }
        catch (IOException) when (http.RequestAborted.IsCancellationRequested)
        {
            // the client left in the middle of a write
        }
    }

    /// <summary>Adds one event to those that the next <see cref="FlushAsync"/> sends.</summary>
    /// <param name="data">One line; JSON is.</param>
    /// <param name="id">What the client names when it comes back; null leaves the last one.</param>
    public void Add(string type, ReadOnlySpan<byte> data, string? id)
    {
        var head = id is null ? $"event: {type}\ndata: " : string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {type}\ndata: ");
        _response.BodyWriter.Write(Encoding.UTF8.GetBytes(head));
        _response.BodyWriter.Write(data);
        _response.BodyWriter.Write("\n\n"u8);
    }

    public async Task FlushAsync() => await _response.BodyWriter.FlushAsync(Stopped);

    /// <summary>Waits for a change that the subscription asks for; without one it beats. Two returns are at least an interval apart.</summary>
    /// <returns>The topics that changed; none when it is time to look anyway.</returns>
    public async Task<IReadOnlyCollection<string>> NextAsync(LiveSubscription subscription, TimeSpan interval)
    {
        await Task.Delay(interval, Time, Stopped);
        using var quiet = new CancellationTokenSource(Beat, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, Stopped);
        try
        {
            return await subscription.NextAsync(either.Token);
        }
        catch (OperationCanceledException) when (!Stopped.IsCancellationRequested)
        {
            await WriteAsync("event: beat\ndata: {}\n\n");
            return [];
        }
    }

    public void Dispose() => _stop.Dispose();

    private async Task WriteAsync(string text)
    {
        await _response.WriteAsync(text, Stopped);
        await FlushAsync();
    }
}
