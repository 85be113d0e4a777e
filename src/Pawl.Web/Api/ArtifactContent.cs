using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Pawl.Runs.Artifacts;

namespace Pawl.Web.Api;

/// <summary>
/// How a file that anyone's program wrote is handed to a browser without becoming part of this site: a type from a short list or none at all,
/// no guessing, no scripts, and what could hold some as a download.
/// </summary>
internal static class ArtifactContent
{
    private const string Policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    private const string Text = "text/plain; charset=utf-8";

    /// <summary>The type it is sent as, and whether a browser may show it in its window.</summary>
    public static (string Type, bool IsShown) TypeOf(string path) =>
        ArtifactType.MediaTypeOf(path) switch
        {
            "image/png" or "image/jpeg" or "image/gif" or "image/webp" => (ArtifactType.MediaTypeOf(path), true),
            // Shown in an <img>, where scripts never run; opened alone, the policy keeps them from running.
            "image/svg+xml" => ("image/svg+xml", true),
            "text/plain" or "text/markdown" or "application/yaml" or "application/x-ndjson" => (Text, true),
            "text/csv" => ("text/csv; charset=utf-8", false),
            "text/tab-separated-values" => ("text/tab-separated-values; charset=utf-8", false),
            "application/json" => ("application/json", true),
            "application/pdf" or "application/zip" or "application/gzip" => (ArtifactType.MediaTypeOf(path), false),
            _ => ("application/octet-stream", false),
        };

    /// <summary>The file, with ranges, its hash as entity tag, and headers that keep it apart from this site.</summary>
    public static IResult Send(HttpContext http, RunArtifact artifact, bool asDownload)
    {
        var (type, isShown) = TypeOf(artifact.Row.Path);
        var disposition = new ContentDispositionHeaderValue(isShown && !asDownload ? "inline" : "attachment");
        // Encodes as RFC 6266 and RFC 5987 ask: no line break, quote or letter of another script ends up in the header.
        disposition.SetHttpFileName(Path.GetFileName(artifact.Row.Path));
        var headers = http.Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "private, no-cache";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // A file of another size is not the one that was hashed: a running attempt may be about to replace it.
        var tag = artifact.File.Length == artifact.Row.Size ? new EntityTagHeaderValue($"\"{artifact.Row.Sha256}\"") : null;
        return Results.File(
            artifact.File.FullName,
            type,
            lastModified: new DateTimeOffset(artifact.File.LastWriteTimeUtc),
            entityTag: tag,
            enableRangeProcessing: true
        );
    }
}
