using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Json;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Submissions;
using Pawl.Web.Access;
using Pawl.Web.Api.OpenApi;
using Pawl.Web.Api.Problems;
using Pawl.Web.Hosting;

namespace Pawl.Web.Api;

/// <summary>Runs: to create and to act on.</summary>
internal static class RunActionsApi
{
    /// <summary>Says that the answer is of an earlier request with the same key.</summary>
    private const string ReplayedHeader = "Idempotency-Replayed";

    private const int MostIds = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs").RequireRole(AccessRole.Operator);
        runs.MapPost("", Create)
            .WithName("CreateRun")
            .WithSummary("Resolves and checks a spec and queues a run of it")
            .WithDescription("With an Idempotency-Key, sending the request again answers with the run it made, 200 instead of 201.")
            .Fails(400, 409, 415, 422);
        runs.MapPost("/cancel", CancelMany)
            .WithName("CancelRuns")
            .WithSummary("Asks several runs to stop, and tells of each what became of it")
            .Fails(400, 415);
        runs.MapPost("/{run}/cancel", Cancel)
            .WithName("CancelRun")
            .WithSummary("Asks a run to checkpoint and stop")
            .WithDescription("200 when it has ended with that, 202 while its worker brings it to its end. Asking again changes nothing.")
            .Fails(404, 409);
        runs.MapPost("/{run}/retry", Retry)
            .WithName("RetryRun")
            .WithSummary("Queues a new run of the same resolved spec, from the beginning")
            .Fails(400, 404, 409);
        runs.MapPost("/{run}/resume", Resume)
            .WithName("ResumeRun")
            .WithSummary("Reopens a cancelled, failed, timed-out or interrupted run at its last good checkpoint")
            .Fails(404, 409);
    }

    private static Results<Created<RunJson>, Ok<RunJson>> Create(
        HttpContext http,
        RunStore store,
        WebServerOptions options,
        SubmissionJson body,
        [Description("Names this request, 1 to 255 characters"), FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey = null
    )
    {
        _ = idempotencyKey; // read by IdempotencyKey.Of, which also sees several; declared here for the OpenAPI document
        var submission = body.ToSubmission();
        var request = IdempotencyKey.Of(http.Request, new { create = body });
        if (request is null)
        {
            return Made(http, submission.Create(options.Workloads, options.DataRoot, store, http.Actor()), isNew: true);
        }

        // Looked for first: what the spec refers to may be gone since, and the run is there all the same.
        if (store.Made(request) is { } earlier)
        {
            return Made(http, earlier, isNew: false);
        }

        var (run, isNew) = store.CreateOnce(submission.ToRun(options.Workloads, options.DataRoot), request, http.Actor());
        return Made(http, run, isNew);
    }

    private static Results<Created<RunJson>, Ok<RunJson>> Retry(
        HttpContext http,
        string run,
        RunStore store,
        [Description("Names this request, 1 to 255 characters"), FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey = null
    )
    {
        _ = idempotencyKey; // as above
        var id = store.Named(run).Id;
        if (IdempotencyKey.Of(http.Request, new { retry = id }) is not { } request)
        {
            return Made(http, store.Retry(id, http.Actor()), isNew: true);
        }

        var (made, isNew) = store.RetryOnce(id, request, http.Actor());
        return Made(http, made, isNew);
    }

    private static Results<Ok<RunJson>, Accepted<RunJson>> Cancel(HttpContext http, string run, RunStore store, RunCommands commands)
    {
        var asked = commands.Cancel(store.Named(run).Id, http.Actor());
        return asked.HasEnded ? TypedResults.Ok(RunJson.Of(asked)) : TypedResults.Accepted(Address(asked), RunJson.Of(asked));
    }

    private static Ok<RunJson> Resume(HttpContext http, string run, RunStore store, RunCommands commands) =>
        TypedResults.Ok(RunJson.Of(commands.Resume(store.Named(run).Id, http.Actor())));

    private static Ok<CancelledManyJson> CancelMany(HttpContext http, RunStore store, RunCommands commands, CancelManyJson body)
    {
        if (body.Ids is not { Count: >= 1 and <= MostIds } ids || ids.Any(id => id is null))
        {
            throw new BadParameterException("ids", $"1 to {MostIds} ids of runs", body.Ids is null ? "nothing" : $"{body.Ids.Count}");
        }

        var results = ids.Select(id => CancelOne(store, commands, id, http.Actor())).ToList();
        return TypedResults.Ok(new CancelledManyJson(results.Count(result => result.Problem is null), results));
    }

    private static CancelledJson CancelOne(RunStore store, RunCommands commands, string id, Actor by)
    {
        try
        {
            return new CancelledJson(id, RunJson.Of(commands.Cancel(store.Named(id).Id, by)), null);
        }
        catch (Exception error) when (error is RunNotFoundException or AmbiguousRunException or RunStateException)
        {
            return new CancelledJson(id, null, ProblemMapping.Of(error));
        }
    }

    private static Results<Created<RunJson>, Ok<RunJson>> Made(HttpContext http, RunRecord run, bool isNew)
    {
        if (isNew)
        {
            return TypedResults.Created(Address(run), RunJson.Of(run));
        }

        http.Response.Headers.Location = Address(run);
        http.Response.Headers[ReplayedHeader] = "true";
        return TypedResults.Ok(RunJson.Of(run));
    }

    private static string Address(RunRecord run) => $"/api/v1/runs/{run.Id}";
}
