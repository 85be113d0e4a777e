using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Json;
using Pawl.Runs.Store;
using Pawl.Web.Hosting;

namespace Pawl.Web.Api;

/// <summary>Runs: to list, to look at, to act on.</summary>
internal static class RunsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet(
                "/{run}",
                (string run, RunStore store, WebServerOptions options) => RunDetails.Read(store.Named(run), store, options.DataRoot)
            )
            .WithName("ShowRun")
            .WithSummary("One run in full: attempts, result, checkpoints, artifacts");
    }
}
