using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Pawl.Web.Telemetry;

/// <summary>Measures each request and gives it an activity that traces can be made of.</summary>
internal sealed class RequestTelemetry(RequestDelegate next, ServerMetrics metrics, TimeProvider time)
{
    public const string SourceName = "Pawl.Web";

    private const string NoRoute = "none";

    private static readonly ActivitySource Source = new(SourceName);

    public async Task InvokeAsync(HttpContext http)
    {
        var began = time.GetTimestamp();
        // The server's own activity is no part of our traces: ours follows on whoever called.
        var outer = Activity.Current;
        Activity.Current = null;
        var caller = ActivityContext.TryParse(http.Request.Headers.TraceParent, http.Request.Headers.TraceState, out var context)
            ? context
            : default;
        using var activity = Source.StartActivity("request", ActivityKind.Server, caller);
        if (activity is null)
        {
            Activity.Current = outer;
        }

        try
        {
            await next(http);
        }
        finally
        {
            Note(http, activity, time.GetElapsedTime(began));
            activity?.Stop();
            Activity.Current = outer;
        }
    }

    private void Note(HttpContext http, Activity? activity, TimeSpan took)
    {
        var method = Method(http.Request.Method);
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } pattern ? "/" + pattern.TrimStart('/') : NoRoute;
        var status = http.Response.StatusCode;
        if (http.Response.ContentType?.StartsWith("text/event-stream", StringComparison.Ordinal) != true)
        {
            metrics.Request(method, route, status, took);
        }

        if (activity is not null)
        {
            activity.DisplayName = $"{method} {route}";
            activity.SetTag("http.request.method", method);
            activity.SetTag("http.route", route);
            activity.SetTag("http.response.status_code", status);
            activity.SetStatus(status >= StatusCodes.Status500InternalServerError ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }
    }

    /// <summary>What a client sends as method is any word; labels are not.</summary>
    private static string Method(string method) => method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" ? method : "other";
}
