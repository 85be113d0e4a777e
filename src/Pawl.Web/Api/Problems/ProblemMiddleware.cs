using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Pawl.Web.Api.Problems;

/// <summary>
/// Makes every failed request under <c>/api</c> answer with a problem: what endpoints throw, and what is refused before one is reached
/// (no such route, wrong method or media type, not signed in).
/// </summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    /// <summary>nginx's word for "the client went away"; nobody reads it.</summary>
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = ClientClosedRequest;
            return;
        }
#pragma warning disable CA1031 // the last catch of a request: whatever it was becomes a problem
        catch (Exception error) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            await WriteAsync(http, ProblemMapping.Of(error) ?? Unexpected(http, error));
            return;
        }

        if (IsBare(http.Response))
        {
            await WriteAsync(http, OfStatus(http));
        }
    }

    /// <summary>A failure that nobody said a word about.</summary>
    private static bool IsBare(HttpResponse response) =>
        !response.HasStarted
        && response.StatusCode is >= 400 and < 600 and not ClientClosedRequest
        && response.ContentLength is null or 0
        && string.IsNullOrEmpty(response.ContentType);

    private static Task WriteAsync(HttpContext http, ProblemJson problem)
    {
        // What a failed endpoint said about its answer is not true of the problem; what others said, such as Allow or WWW-Authenticate, is.
        http.Response.Headers.ETag = StringValues.Empty;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentLength = null;
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(problem, options: null, ProblemJson.MediaType, http.RequestAborted);
    }

    private ProblemJson Unexpected(HttpContext http, Exception error)
    {
        var trace = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        logger.LogError(error, "{Method} {Path} failed (trace {Trace})", http.Request.Method, http.Request.Path, trace);
        return new ProblemJson(
            ProblemTypes.Internal,
            "The server failed",
            StatusCodes.Status500InternalServerError,
            $"Something went wrong that should not have; the run itself is not harmed. The server's log tells more under trace {trace}.",
            TraceId: trace
        );
    }

    private static ProblemJson OfStatus(HttpContext http)
    {
        var status = http.Response.StatusCode;
        var detail = status switch
        {
            StatusCodes.Status401Unauthorized =>
                "Expected a bearer token or the cookie of a signed-in browser. 'pawl up' prints an address to sign in with.",
            StatusCodes.Status403Forbidden => "Expected a token whose role may do this.",
            StatusCodes.Status404NotFound =>
                $"There is nothing at {http.Request.Method} {http.Request.Path}. GET /api/v1/openapi.json lists all there is.",
            StatusCodes.Status405MethodNotAllowed =>
                $"Expected one of {http.Response.Headers.Allow} at {http.Request.Path}, got {http.Request.Method}.",
            StatusCodes.Status413PayloadTooLarge => "The body is larger than the server takes.",
            StatusCodes.Status415UnsupportedMediaType =>
                $"Expected a body of Content-Type application/json, got {http.Request.ContentType ?? "none"}.",
            StatusCodes.Status429TooManyRequests => "Too many requests in a short time. Wait as long as Retry-After says, then go on.",
            _ => ProblemTypes.TitleOf(status) + ".",
        };
        return new ProblemJson(ProblemTypes.OfStatus(status), ProblemTypes.TitleOf(status), status, detail);
    }
}
