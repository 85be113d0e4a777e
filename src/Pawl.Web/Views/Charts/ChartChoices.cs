using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Pawl.Runs.Metrics;

namespace Pawl.Web.Views.Charts;

/// <summary>How charts are to be drawn, as the address of a page says it: <c>?filter=loss&amp;smooth=0.6&amp;scale=log&amp;x=time&amp;from=100&amp;to=200&amp;hide=loss/val</c>.</summary>
public sealed record ChartChoices
{
    public const double MostSmoothing = 0.999;

    /// <value>Keep metrics whose name contains this, letter case aside.</value>
    public string Filter { get; init; } = "";

    /// <value>Weight of the past in the moving average, 0..0.999.</value>
    public double Smoothing { get; init; }

    public bool IsLogarithmic { get; init; }

    public MetricAxis Axis { get; init; }

    /// <value>Left end: a step, or seconds since the run started; null shows all.</value>
    public double? From { get; init; }

    public double? To { get; init; }

    /// <value>Metrics, or ids of runs, whose lines are left out.</value>
    public IReadOnlySet<string> Hidden { get; init; } = new HashSet<string>();

    /// <value>True shows all charts and rows, however many.</value>
    public bool ShowsAll { get; init; }

    public bool IsZoomed => From is not null && To is not null;

    /// <summary>Reads what makes sense; anything else counts as not said.</summary>
    public static ChartChoices Of(IQueryCollection query)
    {
        var (from, to) = (Number(query, "from"), Number(query, "to"));
        var isRange = from < to;
        return new ChartChoices
        {
            Filter = query["filter"].ToString().Trim(),
            Smoothing = Math.Clamp(Number(query, "smooth") ?? 0, 0, MostSmoothing),
            IsLogarithmic = query["scale"] == "log",
            Axis = query["x"] == "time" ? MetricAxis.Time : MetricAxis.Step,
            From = isRange ? from : null,
            To = isRange ? to : null,
            Hidden = query["hide"].OfType<string>().ToHashSet(StringComparer.Ordinal),
            ShowsAll = query["show"] == "all",
        };
    }

    public bool Keeps(string metric) => metric.Contains(Filter, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same as a query, without its question mark; empty when nothing was chosen.</summary>
    public string ToQuery()
    {
        var query = new QueryBuilder();
        void Add(bool isSaid, string name, string value)
        {
            if (isSaid)
            {
                query.Add(name, value);
            }
        }

        Add(Filter.Length > 0, "filter", Filter);
        Add(Smoothing > 0, "smooth", Smoothing.ToString(CultureInfo.InvariantCulture));
        Add(IsLogarithmic, "scale", "log");
        Add(Axis == MetricAxis.Time, "x", "time");
        Add(From is not null, "from", From?.ToString("R", CultureInfo.InvariantCulture) ?? "");
        Add(To is not null, "to", To?.ToString("R", CultureInfo.InvariantCulture) ?? "");
        foreach (var hidden in Hidden.Order(StringComparer.Ordinal))
        {
            query.Add("hide", hidden);
        }

        Add(ShowsAll, "show", "all");
        return query.ToQueryString().Value!.TrimStart('?');
    }

    private static double? Number(IQueryCollection query, string name) =>
        double.TryParse(query[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;
}
