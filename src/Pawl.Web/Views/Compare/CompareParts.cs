using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Web.Pages;

namespace Pawl.Web.Views.Compare;

/// <summary>The parts of the page that compares runs: <c>/parts/compare/…?runs=ID,ID</c>.</summary>
internal static class CompareParts
{
    public static void Map(IEndpointRouteBuilder parts)
    {
        parts.MapGet("/compare/charts", (HttpContext http) => PartEndpoints.View<CompareCharts>(http, "compare"));
        parts.MapGet("/compare/tables", (HttpContext http) => PartEndpoints.View<CompareTables>(http, "compare"));
        parts.MapGet("/compare/pick", (HttpContext http) => PartEndpoints.View<ComparePicker>(http, "compare"));
    }
}
