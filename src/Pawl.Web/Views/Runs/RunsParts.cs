using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Web.Pages;

namespace Pawl.Web.Views.Runs;

/// <summary>The parts of the list of runs. Each takes the same query as the page.</summary>
internal static class RunsParts
{
    public static void Map(IEndpointRouteBuilder parts)
    {
        parts.MapGet("/runs", (HttpContext http) => View<RunTable>(http, "runs"));
        parts.MapGet("/runs/filter", (HttpContext http) => View<RunFilter>(http, "filter"));
        parts.MapGet("/runs/columns", (HttpContext http) => View<RunColumnMenu>(http, "columns"));
    }

    private static IResult View<TComponent>(HttpContext http, string name)
        where TComponent : Microsoft.AspNetCore.Components.IComponent =>
        PartEndpoints.View<TComponent>(http, name, (nameof(RunTable.Address), RunsAddress.Of(http)));
}
