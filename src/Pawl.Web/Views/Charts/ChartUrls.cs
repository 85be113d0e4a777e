using Microsoft.AspNetCore.Http.Extensions;

namespace Pawl.Web.Views.Charts;

/// <summary>Addresses of charts and of what can be downloaded of them.</summary>
internal static class ChartUrls
{
    /// <summary>The part that draws a group of metrics of one run, without the choices of the page.</summary>
    public static string OfGroup(string runId, MetricGroup group) =>
        "/parts/chart"
        + new QueryBuilder
        {
            { "runs", runId },
            { "group", group.Name },
            { "page", $"{group.Page}" },
        };

    /// <summary>The part that draws one metric of several runs.</summary>
    public static string OfMetric(IEnumerable<string> runIds, string metric) =>
        "/parts/chart" + new QueryBuilder { { "runs", string.Join(',', runIds) }, { "name", metric } };

    public static string Csv(ChartRequest request, ChartModel model)
    {
        var query = new QueryBuilder { { "format", "csv" } };
        foreach (var line in model.Lines)
        {
            query.Add("name", line.Series.Name);
        }

        return $"/api/v1/runs/{request.Runs[0].Id}/metrics{query}";
    }

    public static string Svg(ChartRequest request, ChartModel model)
    {
        var query = new QueryBuilder { { "runs", string.Join(',', request.Runs.Select(run => run.Id)) } };
        foreach (var metric in model.Lines.Select(line => line.Series.Name).Distinct(StringComparer.Ordinal))
        {
            query.Add("name", metric);
        }

        var choices = (request.Choices with { Filter = "" }).ToQuery();
        return $"/api/v1/chart.svg{query}{(choices.Length > 0 ? "&" : "")}{choices}";
    }
}
