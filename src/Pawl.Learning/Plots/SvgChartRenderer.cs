using System.Globalization;
using System.Text;

namespace Pawl.Learning.Plots;

/// <summary>Lays out a <see cref="LineChart"/> and writes it as SVG.</summary>
internal sealed class SvgChartRenderer
{
    private const int Left = 64;
    private const int Right = 24;
    private const int Bottom = 52;
    private const int LegendRow = 20;

    /// <summary>Okabe and Ito's palette, told apart with every common colour vision: light scheme, dark scheme.</summary>
    private static readonly (string Light, string Dark)[] Colours =
    [
        ("#0072b2", "#56b4e9"),
        ("#d55e00", "#ff9a4d"),
        ("#009e73", "#34d3a4"),
        ("#cc79a7", "#e79bc6"),
        ("#b58900", "#e6c84f"),
        ("#56b4e9", "#9bd4f5"),
        ("#6b4fbb", "#b19cff"),
        ("#555555", "#bbbbbb"),
    ];

    private readonly LineChart _chart;
    private readonly StringBuilder _svg = new();
    private readonly ChartAxis _x;
    private readonly ChartAxis _y;
    private readonly int _top;
    private readonly int _plotWidth;
    private readonly int _plotHeight;
    private readonly List<IReadOnlyList<(double X, double Y)>> _series;

    public SvgChartRenderer(LineChart chart)
    {
        _chart = chart;
        _plotWidth = Math.Max(chart.Width, 240) - Left - Right;
        _top = (chart.Subtitle is null ? 40 : 58) + LegendRows(chart, _plotWidth) * LegendRow;
        _plotHeight = Math.Max(Math.Max(chart.Height, 160) - _top - Bottom, 60);
        bool IsShown((double X, double Y) point) =>
            double.IsFinite(point.X) && double.IsFinite(point.Y) && (!chart.IsLogarithmic || point.Y > 0);
        var shown = chart.Series.SelectMany(series => series.Points).Where(IsShown).ToList();
        (double Low, double High) Range(Func<(double X, double Y), double> of, double low, double high) =>
            shown.Count == 0 ? (low, high) : (shown.Min(of), shown.Max(of));
        var (lowX, highX) = Range(point => point.X, 0, 1);
        var (lowY, highY) = Range(point => point.Y, chart.IsLogarithmic ? 0.1 : 0, 1);
        _x = ChartAxis.Linear(lowX, highX, Math.Max(_plotWidth / 90, 2), isSnug: true);
        _y = chart.IsLogarithmic ? ChartAxis.Logarithmic(lowY, highY) : ChartAxis.Linear(lowY, highY, Math.Max(_plotHeight / 48, 2));
        _series = [.. chart.Series.Select(series => PointThinning.Thin(series.Points, _plotWidth))];
    }

    public string Render()
    {
        var width = Left + _plotWidth + Right;
        var height = _top + _plotHeight + Bottom;
        Line(
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{Escape(_chart.Title)}" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif">"""
        );
        Line($"<title>{Escape(_chart.Title)}</title>");
        Line($"<desc>{Escape(Description())}</desc>");
        Style();
        Line($"""<rect class="ground" width="{width}" height="{height}" rx="8"/>""");
        Line($"""<text class="title" x="{Left}" y="26">{Escape(_chart.Title)}</text>""");
        if (_chart.Subtitle is { } subtitle)
        {
            Line($"""<text class="quiet" x="{Left}" y="45">{Escape(subtitle)}</text>""");
        }

        Legend();
        Axes(height);
        for (var i = 0; i < _series.Count; i++)
        {
            Curve(i);
        }

        Line("</svg>");
        return _svg.ToString();
    }

    private void Style()
    {
        Line("<style>");
        Line(
            ".ground{fill:#fff}.title{fill:#1f2328;font-size:16px;font-weight:600}.quiet,.tick{fill:#59636e;font-size:12px}"
                + ".grid{stroke:#d9dee3;stroke-width:1}.axis{stroke:#8c959f;stroke-width:1}"
                + ".line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}.faint{stroke-width:1;stroke-opacity:.45}"
        );
        Line(string.Concat(UsedColours().Select(i => $".c{i}{{stroke:{Colours[i].Light}}}.f{i}{{fill:{Colours[i].Light}}}")));
        Line(
            "@media (prefers-color-scheme:dark){.ground{fill:#0d1117}.title{fill:#e6edf3}.quiet,.tick{fill:#9198a1}"
                + ".grid{stroke:#242b33}.axis{stroke:#5c6670}"
                + string.Concat(UsedColours().Select(i => $".c{i}{{stroke:{Colours[i].Dark}}}.f{i}{{fill:{Colours[i].Dark}}}"))
                + "}"
        );
        Line("</style>");
    }

    private void Legend()
    {
        double x = Left;
        var y = _chart.Subtitle is null ? 46 : 64;
        for (var i = 0; i < _chart.Series.Count; i++)
        {
            var series = _chart.Series[i];
            var width = LegendWidth(series);
            if (x > Left && x + width > Left + _plotWidth)
            {
                (x, y) = (Left, y + LegendRow);
            }

            Line($"""<path class="line c{i % Colours.Length}{(series.IsFaint ? " faint" : "")}" d="M{Number(x)} {y - 4}h18"/>""");
            Line($"""<text class="quiet" x="{Number(x + 24)}" y="{y}">{Escape(series.Name)}</text>""");
            x += width;
        }
    }

    private void Axes(int height)
    {
        var right = Left + _plotWidth;
        var bottom = _top + _plotHeight;
        foreach (var tick in _y.Ticks)
        {
            var y = Number(bottom - _y.Map(tick) * _plotHeight);
            Line(
                $"""<path class="grid" d="M{Left} {y}H{right}"/><text class="tick" x="{Left - 8}" y="{y}" dy="4" text-anchor="end">{ChartAxis.Label(tick)}</text>"""
            );
        }

        foreach (var tick in _x.Ticks)
        {
            var x = Number(Left + _x.Map(tick) * _plotWidth);
            Line(
                $"""<path class="axis" d="M{x} {bottom}v4"/><text class="tick" x="{x}" y="{bottom + 18}" text-anchor="middle">{ChartAxis.Label(tick)}</text>"""
            );
        }

        Line($"""<path class="axis" d="M{Left} {bottom}H{right}"/>""");
        Line(
            $"""<text class="quiet" x="{Number(Left + _plotWidth / 2.0)}" y="{height - 12}" text-anchor="middle">{Escape(_chart.XLabel)}</text>"""
        );
        var middle = Number(_top + _plotHeight / 2.0);
        Line(
            $"""<text class="quiet" x="16" y="{middle}" text-anchor="middle" transform="rotate(-90 16 {middle})">{Escape(_chart.YLabel)}</text>"""
        );
    }

    private void Curve(int index)
    {
        var path = new StringBuilder();
        var isPenDown = false;
        var drawn = new List<(double X, double Y)>();
        foreach (var (x, y) in _series[index])
        {
            if (!double.IsFinite(x) || !_y.Holds(y))
            {
                isPenDown = false;
                continue;
            }

            var point = (X: Left + _x.Map(x) * _plotWidth, Y: _top + (1 - _y.Map(y)) * _plotHeight);
            path.Append(isPenDown ? 'L' : 'M').Append(Number(point.X)).Append(' ').Append(Number(point.Y));
            drawn.Add(point);
            isPenDown = true;
        }

        if (drawn.Count == 0)
        {
            return;
        }

        var colour = index % Colours.Length;
        var isFaint = _chart.Series[index].IsFaint;
        Line($"""<path class="line c{colour}{(isFaint ? " faint" : "")}" d="{path}"/>""");
        if (!isFaint && drawn.Count <= 40)
        {
            Line(
                string.Concat(
                    drawn.Select(point => $"""<circle class="f{colour}" cx="{Number(point.X)}" cy="{Number(point.Y)}" r="2.5"/>""")
                )
            );
        }
    }

    private string Description() =>
        $"{_chart.YLabel} over {_chart.XLabel}. "
        + string.Join(
            ' ',
            _chart
                .Series.Where(series => series.Points.Count > 0)
                .Select(series => $"{series.Name} ends at {ChartAxis.Label(series.Points[^1].Y)}.")
        );

    private IEnumerable<int> UsedColours() => Enumerable.Range(0, Math.Min(_chart.Series.Count, Colours.Length));

    private static int LegendRows(LineChart chart, int width)
    {
        var (rows, x) = (chart.Series.Count == 0 ? 0 : 1, 0.0);
        foreach (var entry in chart.Series.Select(LegendWidth))
        {
            if (x > 0 && x + entry > width)
            {
                (rows, x) = (rows + 1, 0);
            }

            x += entry;
        }

        return rows;
    }

    /// <summary>Fonts differ between readers: 7 pixels a character at size 12 is wide enough for all of them.</summary>
    private static double LegendWidth(ChartSeries series) => 24 + 7 * series.Name.Length + 20;

    private static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Also drops what XML 1.0 cannot hold.</summary>
    private static string Escape(string text) =>
        new StringBuilder(string.Concat(text.Where(letter => letter is '\t' or >= ' ' and < '\ud800' or > '\udfff' and < '\ufffe')))
            .Replace("&", "&amp;")
            .Replace("<", "&lt;")
            .Replace(">", "&gt;")
            .Replace("\"", "&quot;")
            .ToString();

    private void Line(string text) => _svg.Append(text).Append('\n');
}
