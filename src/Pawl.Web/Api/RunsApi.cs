using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Pawl.Runs;
using Pawl.Runs.Json;
using Pawl.Runs.Manifests;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Verification;
using Pawl.Web.Api.OpenApi;
using Pawl.Web.Hosting;

namespace Pawl.Web.Api;

/// <summary>Runs: to list and to look at. To act on them: <see cref="RunActionsApi"/>.</summary>
internal static class RunsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("", List).WithName("ListRuns").WithSummary("Runs, filtered, sorted and in pages").Fails(400);
        runs.MapGet(
                "/{run}",
                (string run, RunStore store, WebServerOptions options) =>
                {
                    var details = RunDetails.Read(store.Named(run), store, options.DataRoot);
                    return details with { Spec = details.Spec is JsonObject spec ? Secrets.Masked(spec) : details.Spec };
                }
            )
            .WithName("ShowRun")
            .WithSummary("One run in full: attempts, result, checkpoints, artifacts")
            .Fails(404, 409);
        runs.MapGet("/{run}/manifest", Manifest)
            .WithName("ShowManifest")
            .WithSummary("The run's manifest, as it lies in its folder")
            .Produces<RunManifest>(StatusCodes.Status200OK, "application/json")
            .Fails(404, 409);
        runs.MapGet("/{run}/verify", VerifyAsync)
            .WithName("VerifyRun")
            .WithSummary("Re-hashes artifacts and checkpoints, reads the journals and walks the event chain")
            .WithDescription("Reads every file of the run: for one with large checkpoints this takes a while.")
            .Fails(404, 409);
    }

    private static RunListJson List(
        HttpContext http,
        RunStore store,
        [Description("Part of the name or the id, letter case aside"), FromQuery] string? text,
        [Description("One or several states, repeated or with commas"), FromQuery] string[]? state,
        [Description("Name of the workload"), FromQuery] string? workload,
        [Description("Tags that the runs all have, repeated or with commas"), FromQuery] string[]? tag,
        [Description("A column such as name, or metric:NAME; with :desc the greatest first; left out: newest first"), FromQuery]
            string? sort,
        [Description("Most runs in the answer"), Range(1, RunListQuery.MostRuns), FromQuery] int limit = 50,
        [Description("How many matching runs to skip"), Range(0, int.MaxValue), FromQuery] int offset = 0
    )
    {
        var query = RunListQuery.Read(text, state, workload, tag, sort, limit, offset);
        var runs = store.List(query);
        var total = store.Count(query);
        var next = offset + runs.Count < total ? RunListQuery.At(http.Request, offset + runs.Count) : null;
        if (next is not null)
        {
            http.Response.Headers.Append(HeaderNames.Link, $"<{next}>; rel=\"next\"");
        }

        return new RunListJson([.. runs.Select(RunJson.Of)], total, limit, offset, next);
    }

    private static IResult Manifest(string run, RunStore store, WebServerOptions options)
    {
        var record = store.Named(run);
        var path = RunFolder.Of(options.DataRoot, record.Id).Manifest;
        return File.Exists(path)
            ? TypedResults.PhysicalFile(path, "application/json")
            : TypedResults.Problem(
                $"Run {record.Id} is {record.State.Word()} and has no manifest yet: it is written when the first attempt starts.",
                statusCode: StatusCodes.Status404NotFound,
                title: "There is no manifest yet"
            );
    }

    private static async Task<Ok<VerificationJson>> VerifyAsync(
        string run,
        RunStore store,
        WebServerOptions options,
        CancellationToken cancellation
    )
    {
        var id = store.Named(run).Id;
        // Hashing gigabytes is no work for a thread that answers requests.
        var findings = await Task.Run(() => RunVerifier.Verify(options.DataRoot, id), cancellation);
        return TypedResults.Ok(VerificationJson.Of(id, findings));
    }
}
