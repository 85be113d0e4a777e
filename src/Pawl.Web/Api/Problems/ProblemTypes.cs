using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Pawl.Web.Api.Problems;

/// <summary>What kinds of problems there are: the <c>type</c> of a problem, which programs may compare. Listed in docs/api.md.</summary>
internal static class ProblemTypes
{
    public const string RunNotFound = Prefix + "run-not-found";
    public const string AmbiguousRun = Prefix + "ambiguous-run";
    public const string RunState = Prefix + "run-state";
    public const string Spec = Prefix + "spec";
    public const string ArtifactPath = Prefix + "artifact-path";
    public const string Parameter = Prefix + "parameter";
    public const string Body = Prefix + "body";
    public const string IdempotencyKey = Prefix + "idempotency-key";
    public const string Internal = Prefix + "internal";

    private const string Prefix = "urn:pawl:problem:";

    /// <summary>The type of a problem that is said by its status alone.</summary>
    public static string OfStatus(int status) =>
        status switch
        {
            StatusCodes.Status400BadRequest => Prefix + "bad-request",
            StatusCodes.Status401Unauthorized => Prefix + "unauthorized",
            StatusCodes.Status403Forbidden => Prefix + "forbidden",
            StatusCodes.Status404NotFound => Prefix + "not-found",
            StatusCodes.Status405MethodNotAllowed => Prefix + "method-not-allowed",
            StatusCodes.Status409Conflict => Prefix + "conflict",
            StatusCodes.Status413PayloadTooLarge => Prefix + "too-large",
            StatusCodes.Status415UnsupportedMediaType => Prefix + "media-type",
            StatusCodes.Status416RangeNotSatisfiable => Prefix + "range",
            StatusCodes.Status422UnprocessableEntity => Prefix + "unprocessable",
            StatusCodes.Status429TooManyRequests => Prefix + "too-many-requests",
            StatusCodes.Status503ServiceUnavailable => Prefix + "unavailable",
            >= 500 => Internal,
            _ => "about:blank",
        };

    public static string TitleOf(int status) =>
        ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : $"Status {status}";
}
