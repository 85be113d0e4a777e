using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Pawl.Web.Api.Problems;
using Pawl.Web.Views.Access;

namespace Pawl.Web.Access;

/// <summary>Answers that say no: a page for who looks at pages, problem+json for everything else.</summary>
internal static class Refusal
{
    private static readonly string[] NotPages = ["/api", "/parts", "/live", "/assets", "/metrics", "/health", "/openapi", "/sign-out"];

    /// <param name="title">A few words.</param>
    /// <param name="detail">What was expected, what came, what to do.</param>
    public static Task WriteAsync(HttpContext http, int status, string title, string detail) =>
        IsForPage(http.Request)
            ? new RazorComponentResult<RefusedPage>(new Dictionary<string, object?> { ["Title"] = title, ["Detail"] = detail })
            {
                StatusCode = status,
            }.ExecuteAsync(http)
            : TypedResults.Problem(detail, statusCode: status, title: title, type: ProblemTypes.OfStatus(status)).ExecuteAsync(http);

    public static Task TooManyAsync(HttpContext http, TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(
            http,
            StatusCodes.Status429TooManyRequests,
            "Too many requests",
            $"More requests came than one client may send. Try again in {seconds} s."
        );
    }

    /// <summary>Whether a person looks at the answer in a browser.</summary>
    public static bool IsForPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !NotPages.Any(prefix => request.Path.StartsWithSegments(prefix))
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
