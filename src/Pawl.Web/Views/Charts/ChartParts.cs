using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Store;
using Pawl.Web.Api;
using Pawl.Web.Pages;

namespace Pawl.Web.Views.Charts;

/// <summary>The parts of charts: one for each chart, and the list of a run's charts with its table.</summary>
internal static class ChartParts
{
    public static void Map(IEndpointRouteBuilder parts)
    {
        parts.MapGet(
            "/runs/{run}/charts/list",
            (HttpContext http, string run, RunStore store) =>
                OrNotFound(() => PartEndpoints.View<ChartList>(http, "charts", (nameof(ChartList.Run), store.Named(run))))
        );
        parts.MapGet("/chart", (HttpContext http, RunStore store) => OrNotFound(() => Chart(http, store)));
    }

    private static IResult Chart(HttpContext http, RunStore store)
    {
        var query = http.Request.Query;
        var runs = query["runs"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries).Take(RunColours).Select(store.Named).ToList();
        if (runs.Count == 0)
        {
            return Results.NotFound();
        }

        var request = new ChartRequest(
            runs,
            query["group"].FirstOrDefault(),
            Whole("page", 1, 1, int.MaxValue),
            [.. query["name"].OfType<string>()],
            ChartChoices.Of(query)
        )
        {
            Width = Whole("w", ChartRequest.UsualWidth, 240, 3000),
            Height = Whole("h", ChartRequest.UsualHeight, 160, 1200),
        };
        return PartEndpoints.View<Chart>(http, runs.Count > 1 ? "compare" : "charts", (nameof(Charts.Chart.Request), request));

        int Whole(string name, int usual, int least, int most) =>
            int.TryParse(query[name], out var value) ? Math.Clamp(value, least, most) : usual;
    }

    private const int RunColours = 8;

    private static IResult OrNotFound(Func<IResult> view)
    {
        try
        {
            return view();
        }
        catch (Exception error) when (error is RunNotFoundException or AmbiguousRunException)
        {
            return Results.NotFound();
        }
    }
}
