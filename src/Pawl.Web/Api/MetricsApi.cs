using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs;
using Pawl.Runs.Json;
using Pawl.Runs.Metrics;
using Pawl.Runs.Store;
using Pawl.Web.Hosting;
using Pawl.Web.Views.Charts;

namespace Pawl.Web.Api;

/// <summary>What runs measured: names, values cut down to what one asks for, and charts.</summary>
internal static class MetricsApi
{
    private const int UsualPoints = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/runs/{run}/metrics", Metrics)
            .WithTags("Metrics")
            .WithName("ShowMetrics")
            .WithSummary(
                "The metrics of a run; with name= (several times) also their values, as columns of at most points= entries or as CSV"
            )
            .Produces<RunMetricsJson>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/chart.svg", Chart)
            .WithTags("Metrics")
            .WithName("DrawChart")
            .WithSummary("A line chart of name= (several times) of runs=ID,ID as an SVG file")
            .Produces<string>(StatusCodes.Status200OK, "image/svg+xml")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="name">Metrics whose values are wanted.</param>
    /// <param name="points">Most entries of each, 1..10000.</param>
    /// <param name="from">First step.</param>
    /// <param name="to">Last step.</param>
    /// <param name="smooth">Weight of the past in the moving average, at least 0 and below 1.</param>
    /// <param name="format">json or csv.</param>
    private static IResult Metrics(
        string run,
        RunStore store,
        MetricCache cache,
        WebServerOptions options,
        string[]? name = null,
        int? points = null,
        long? from = null,
        long? to = null,
        double? smooth = null,
        string? format = null
    )
    {
        if (Problem(points, smooth, format) is { } problem)
        {
            return problem;
        }

        var record = store.Named(run);
        var metrics = cache.Read(RunFolder.Of(options.DataRoot, record.Id));
        var names = name ?? [];
        var range = new MetricRange
        {
            From = from ?? long.MinValue,
            To = to ?? long.MaxValue,
            Points = points ?? UsualPoints,
            Smoothing = smooth ?? 0,
        };
        if (format == "csv")
        {
            var wanted = names.Length == 0 ? metrics.Series : [.. names.Distinct().Select(metrics.Find).OfType<MetricSeries>()];
            return MetricCsv.Result($"{record.Id}-metrics.csv", wanted, range, isReduced: points is not null);
        }

        return TypedResults.Ok(
            new RunMetricsJson(
                record.Id,
                names.Length == 0
                    ? [.. metrics.Series.Select(series => MetricSummaryJson.Of(series, null))]
                    :
                    [
                        .. names
                            .Distinct()
                            .Select(metrics.Find)
                            .OfType<MetricSeries>()
                            .Select(series => MetricSummaryJson.Of(series, series.Reduce(range))),
                    ],
                [.. names.Where(wanted => metrics.Find(wanted) is null)],
                metrics.Damaged
            )
        );
    }

    private static ProblemHttpResult? Problem(int? points, double? smooth, string? format)
    {
        var detail =
            points is < 1 or > MetricRange.MostPoints ? $"Expected points within 1..{MetricRange.MostPoints}, got {points}."
            : smooth is { } weight && !(weight >= 0 && weight < 1)
                ? string.Create(CultureInfo.InvariantCulture, $"Expected smooth to be at least 0 and below 1, got {weight}.")
            : format is not (null or "json" or "csv") ? $"Expected the format json or csv, got '{format}'."
            : null;
        return detail is null ? null : TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
    }

    /// <param name="runs">Ids or beginnings of ids, up to eight.</param>
    private static IResult Chart(HttpContext http, RunStore store, MetricCache cache, WebServerOptions options, string runs, string[] name)
    {
        var found = runs.Split(',', StringSplitOptions.RemoveEmptyEntries).Take(8).Select(store.Named).ToList();
        if (found.Count == 0 || name.Length == 0)
        {
            return TypedResults.Problem(
                "Expected runs=ID and name=METRIC, got none. Names: GET /api/v1/runs/ID/metrics.",
                statusCode: StatusCodes.Status400BadRequest
            );
        }

        var request = new ChartRequest(found, null, 1, name, ChartChoices.Of(http.Request.Query)) { Width = 960, Height = 480 };
        var model = ChartModel.Build(request, cache, store, options);
        var chart = model.Chart with { Subtitle = string.Join(", ", found.Select(run => run.Name ?? run.Id)) };
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(chart.ToSvg()), "image/svg+xml", "chart.svg");
    }
}
