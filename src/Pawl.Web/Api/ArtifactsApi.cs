using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs;
using Pawl.Runs.Json;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Web.Api.OpenApi;
using Pawl.Web.Hosting;

namespace Pawl.Web.Api;

/// <summary>Files a run left: to list, to fetch.</summary>
internal static class ArtifactsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var run = api.MapGroup("/runs/{run}").WithTags("Artifacts");
        run.MapGet("/artifacts", List).WithName("ListArtifacts").WithSummary("The files a run left, by path").Fails(404, 409);
        run.MapMethods("/artifacts/{**path}", [HttpMethods.Get, HttpMethods.Head], Fetch)
            .WithName("FetchArtifact")
            .WithSummary("One file, whole or a range of bytes. Types that could hold a script are sent as downloads or without any rights")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .Produces(StatusCodes.Status206PartialContent, contentType: "application/octet-stream")
            .Fails(404, 409);
        run.MapGet("/checkpoints", Checkpoints)
            .WithName("ListCheckpoints")
            .WithSummary("The checkpoints of a run that are on disk, by step")
            .Fails(404, 409);
    }

    private static Ok<IReadOnlyList<ArtifactEntryJson>> List(string run, RunStore store)
    {
        var id = store.Named(run).Id;
        return TypedResults.Ok<IReadOnlyList<ArtifactEntryJson>>([.. store.Artifacts(id).Select(row => ArtifactEntryJson.Of(id, row))]);
    }

    private static Ok<IReadOnlyList<CheckpointJson>> Checkpoints(string run, RunStore store, WebServerOptions options)
    {
        var id = store.Named(run).Id;
        return TypedResults.Ok<IReadOnlyList<CheckpointJson>>([.. RunDetails.Checkpoints(id, store, RunFolder.Of(options.DataRoot, id))]);
    }

    /// <param name="download">Not null: to be saved, whatever its type.</param>
    private static IResult Fetch(HttpContext http, string run, string? path, string? download, RunStore store, WebServerOptions options)
    {
        var id = store.Named(run).Id;
        return RunArtifacts.Find(store, options.DataRoot, id, path ?? "") is { } artifact
            ? ArtifactContent.Send(http, artifact, asDownload: download is not null)
            : Results.Problem(
                $"Expected the path of a file that run {id} left; got one it has not. GET /api/v1/runs/{id}/artifacts lists them.",
                statusCode: StatusCodes.Status404NotFound
            );
    }
}

/// <summary>A file a run left.</summary>
/// <param name="Path">Inside the run's artifacts folder.</param>
/// <param name="Url">Where it is served.</param>
internal sealed record ArtifactEntryJson(
    string Path,
    string Url,
    string Kind,
    string MediaType,
    long Size,
    string Sha256,
    int Attempt,
    DateTimeOffset SavedAt
)
{
    public static ArtifactEntryJson Of(string runId, ArtifactRow row) =>
        new(row.Path, RunArtifacts.Url(runId, row.Path), row.Kind, row.MediaType, row.Size, row.Sha256, row.Attempt, row.SavedAt);
}
