using System.Text.Json;
using Pawl.Learning.Plots;
using Pawl.Runs;
using Pawl.Runs.Metrics;
using Pawl.Runs.Store;
using Pawl.Web.Hosting;

namespace Pawl.Web.Views.Charts;

/// <summary>A chart ready to be drawn, with what its legend and its script need to know.</summary>
/// <param name="Data">JSON for <c>chart.js</c>: the values behind each line.</param>
/// <param name="Notes">What the picture does not show, in sentences.</param>
internal sealed record ChartModel(string Title, LineChart Chart, IReadOnlyList<ChartLine> Lines, string Data, IReadOnlyList<string> Notes)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static ChartModel Build(ChartRequest request, MetricCache cache, RunStore store, WebServerOptions options)
    {
        var (title, lines) = LinesOf(request, run => cache.Read(RunFolder.Of(options.DataRoot, run)));
        var shown = lines.Where(line => !line.IsHidden).Select(line => (Line: line, Buckets: Reduce(line, request))).ToList();
        var choices = request.Choices;
        var chart = new LineChart
        {
            Title = title,
            XLabel = choices.Axis == MetricAxis.Time ? "time since the start" : "step",
            YLabel = title,
            Width = request.Width,
            Height = request.Height,
            IsLogarithmic = choices.IsLogarithmic,
            IsDuration = choices.Axis == MetricAxis.Time,
            XRange = choices.IsZoomed ? (choices.From!.Value, choices.To!.Value) : null,
            Series = [.. shown.SelectMany(item => Series(item.Line, item.Buckets, choices))],
            Marks = Marks(request, store),
        };
        return new ChartModel(title, chart, lines, DataOf(shown, choices), NotesOf(shown, choices));
    }

    private static (string Title, IReadOnlyList<ChartLine> Lines) LinesOf(ChartRequest request, Func<string, RunMetrics> read)
    {
        var choices = request.Choices;
        if (request.Runs is [var run])
        {
            var metrics = read(run.Id);
            var group = request.Group is { } name
                ? MetricGroup
                    .Of(metrics.Series.Select(series => series.Name).Where(choices.Keeps))
                    .FirstOrDefault(group => group.Name == name && group.Page == request.Page)
                : new MetricGroup("", 1, request.Metrics, 1);
            var lines =
                group
                    ?.Metrics.Index()
                    .Select(item => (item.Index, Series: metrics.Find(item.Item)))
                    .Where(item => item.Series is not null)
                    .Select(item => new ChartLine(
                        item.Series!.Name,
                        request.Group is null ? item.Series.Name : group.Label(item.Series.Name),
                        item.Index % MetricGroup.MostMetrics,
                        run,
                        item.Series,
                        choices.Hidden.Contains(item.Series.Name)
                    ))
                ?? [];
            return (request.Group is null ? string.Join(", ", request.Metrics) : group?.Title ?? request.Group, [.. lines]);
        }

        return (
            string.Join(", ", request.Metrics),
            [
                .. request
                    .Runs.Index()
                    .SelectMany(item =>
                        request.Metrics.Select(metric => (item.Index, Run: item.Item, Series: read(item.Item.Id).Find(metric)))
                    )
                    .Where(item => item.Series is not null)
                    .Select(item => new ChartLine(
                        item.Run.Id,
                        (item.Run.Name ?? item.Run.Id) + (request.Metrics.Count > 1 ? $" · {item.Series!.Name}" : ""),
                        item.Index % MetricGroup.MostMetrics,
                        item.Run,
                        item.Series!,
                        choices.Hidden.Contains(item.Run.Id)
                    )),
            ]
        );
    }

    private static MetricBuckets Reduce(ChartLine line, ChartRequest request)
    {
        var choices = request.Choices;
        var isTime = choices.Axis == MetricAxis.Time;
        return line.Series.Reduce(
            new MetricRange
            {
                Axis = choices.Axis,
                From = Place(choices.From, long.MinValue, Math.Ceiling),
                To = Place(choices.To, long.MaxValue, Math.Floor),
                Points = Math.Clamp(request.Width / 2, 100, 1000),
                Smoothing = choices.Smoothing,
                HasNeighbours = choices.IsZoomed,
            }
        );

        long Place(double? end, long open, Func<double, double> toWhole) =>
            end is not { } place || !choices.IsZoomed ? open
            : Math.Abs(place) > 1e15 ? (place > 0 ? long.MaxValue : long.MinValue)
            : isTime ? line.Origin + (long)toWhole(place * 1000)
            : (long)toWhole(place);
    }

    private static double[] Places(ChartLine line, MetricBuckets buckets, ChartChoices choices) =>
        choices.Axis == MetricAxis.Time
            ? Array.ConvertAll(buckets.Time.ToArray(), time => (time - line.Origin) / 1000.0)
            : Array.ConvertAll(buckets.Step.ToArray(), step => (double)step);

    private static IEnumerable<ChartSeries> Series(ChartLine line, MetricBuckets buckets, ChartChoices choices)
    {
        var places = Places(line, buckets, choices);
        var (low, high) = (buckets.Minimum.ToArray(), buckets.Maximum.ToArray());
        var raw = new ChartSeries(line.Label, [.. places.Zip(buckets.Last.ToArray())])
        {
            Colour = line.Colour,
            Band = buckets.IsReduced ? [.. places.Select((x, i) => (x, low[i], high[i]))] : [],
        };
        if (choices.Smoothing == 0)
        {
            yield return raw;
            yield break;
        }

        yield return raw with
        {
            IsFaint = true,
            IsUnlisted = true,
        };
        yield return new ChartSeries(line.Label, [.. places.Zip(buckets.Smoothed.ToArray())]) { Colour = line.Colour };
    }

    private static List<ChartMark> Marks(ChartRequest request, RunStore store)
    {
        if (request.Runs is not [var run] || run.Attempts < 2)
        {
            return [];
        }

        var origin = run.StartedAt ?? run.CreatedAt;
        return
        [
            .. store
                .Attempts(run.Id)
                .Where(attempt => attempt.Number > 1)
                .Select(attempt =>
                    (
                        attempt.Number,
                        X: request.Choices.Axis == MetricAxis.Time ? (attempt.StartedAt - origin)?.TotalSeconds : attempt.ResumedStep
                    )
                )
                .Where(mark => mark.X is not null)
                .Select(mark => new ChartMark(mark.X!.Value, $"attempt {mark.Number}")),
        ];
    }

    private static string DataOf(List<(ChartLine Line, MetricBuckets Buckets)> shown, ChartChoices choices) =>
        JsonSerializer.Serialize(
            new
            {
                Axis = choices.Axis == MetricAxis.Time ? "time" : "step",
                Series = shown.Select(item => new
                {
                    item.Line.Key,
                    Name = item.Line.Label,
                    X = Places(item.Line, item.Buckets, choices),
                    Step = choices.Axis == MetricAxis.Time ? item.Buckets.Step.ToArray() : null,
                    Y = item.Buckets.Last.ToArray(),
                    Smoothed = choices.Smoothing > 0 ? item.Buckets.Smoothed.ToArray() : null,
                    Low = item.Buckets.IsReduced ? item.Buckets.Minimum.ToArray() : null,
                    High = item.Buckets.IsReduced ? item.Buckets.Maximum.ToArray() : null,
                }),
            },
            Json
        );

    private static List<string> NotesOf(List<(ChartLine Line, MetricBuckets Buckets)> shown, ChartChoices choices)
    {
        var notes = new List<string>();
        var hidden = choices.IsLogarithmic ? shown.Sum(item => item.Buckets.NotPositive) : 0;
        if (hidden > 0)
        {
            notes.Add(
                $"{MetricText.Count(hidden)} {(hidden == 1 ? "value" : "values")} at or below 0 not shown: a logarithmic axis has no place for them."
            );
        }

        if (shown.Any(item => item.Line.Series.IsThinned))
        {
            notes.Add("So many values that neighbours were merged to their lowest and highest.");
        }

        return notes;
    }
}
