using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Json;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;
using Pawl.Web.Api.OpenApi;
using Pawl.Web.Hosting;

namespace Pawl.Web.Api;

/// <summary>The kinds of work there are, what their specs may hold, and what a spec comes to.</summary>
internal static class WorkloadsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var workloads = api.MapGroup("/workloads").WithTags("Workloads");
        workloads
            .MapGet("", (WorkloadCatalog catalog) => TypedResults.Ok<IReadOnlyList<WorkloadJson>>([.. catalog.All.Select(WorkloadJson.Of)]))
            .WithName("ListWorkloads")
            .WithSummary("The workloads and the names of their profiles");
        workloads
            .MapGet("/{workload}", Show)
            .WithName("ShowWorkload")
            .WithSummary("A workload's profiles and every key its specs may hold")
            .Fails(404);
        workloads
            .MapGet("/{workload}/schema", Schema)
            .WithName("ShowSpecSchema")
            .WithSummary("JSON Schema of the workload's specs, as 'pawl spec WORKLOAD --json' prints it")
            .Fails(404);
        api.MapPost("/specs/resolve", Resolve)
            .WithTags("Workloads")
            .WithName("ResolveSpec")
            .WithSummary("What a spec comes to with its defaults, profile and sets, or all that is wrong with it; stores nothing")
            .WithDescription("A spec that cannot run is an answer here, not a failure: 200 with valid false and the problems.")
            .Fails(400, 415);
    }

    private static Results<Ok<WorkloadDetailsJson>, ProblemHttpResult> Show(string workload, WorkloadCatalog catalog) =>
        catalog.Find(workload) is { } found ? TypedResults.Ok(WorkloadDetailsJson.Of(found)) : NotFound(workload, catalog);

    private static Results<Ok<JsonObject>, ProblemHttpResult> Schema(string workload, WorkloadCatalog catalog) =>
        catalog.Find(workload) is { } found ? TypedResults.Ok(SpecHelp.JsonSchema(found.Schema)) : NotFound(workload, catalog);

    private static Ok<ResolvedJson> Resolve(SubmissionJson body, WorkloadCatalog catalog, WebServerOptions options)
    {
        var submission = body.ToSubmission();
        try
        {
            return TypedResults.Ok(ResolvedJson.Of(submission.Resolve(catalog, options.DataRoot).Spec));
        }
        catch (SpecException error)
        {
            return TypedResults.Ok(ResolvedJson.Of(submission.Workload, error.Problems));
        }
    }

    private static ProblemHttpResult NotFound(string workload, WorkloadCatalog catalog) =>
        TypedResults.Problem(
            $"Expected one of {string.Join(", ", catalog.All.Select(known => known.Name))}, got '{workload}'.",
            statusCode: StatusCodes.Status404NotFound,
            title: "There is no such workload"
        );
}
