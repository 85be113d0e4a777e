using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Bundles;
using Pawl.Runs.Store;
using Pawl.Web.Api.OpenApi;
using Pawl.Web.Hosting;
using Pawl.Web.Views.Run;

namespace Pawl.Web.Api;

/// <summary>A run in a form to give to someone else: a few lines, or all it takes to find out what went wrong.</summary>
internal static class RunReportsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var run = api.MapGroup("/runs/{run}").WithTags("Runs");
        run.MapGet("/bundle", Bundle)
            .WithName("FetchBundle")
            .WithSummary("Crash bundle: history, log, spec and environment as a zip, without secrets and weights")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .Fails(404, 409);
        run.MapGet("/summary", Summary)
            .WithName("ShowSummary")
            .WithSummary("A run in a few lines of text, with the end of its log")
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
            .Fails(404, 409);
    }

    private static IResult Bundle(HttpContext http, string run, RunStore store, WebServerOptions options)
    {
        // The zip writer ends its entries with small synchronous writes, which the server refuses unless told otherwise.
        if (http.Features.Get<IHttpBodyControlFeature>() is { } body)
        {
            body.AllowSynchronousIO = true;
        }

        var bundle = new CrashBundle(store.Named(run), store, options.DataRoot, options.Time);
        return Results.Stream(stream => bundle.WriteAsync(stream, http.RequestAborted), "application/zip", bundle.FileName);
    }

    private static IResult Summary(string run, RunStore store, WebServerOptions options) =>
        Results.Text(RunSummary.Of(store.Named(run), options.DataRoot));
}
