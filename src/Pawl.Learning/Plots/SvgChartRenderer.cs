using System.Globalization;
using System.Text;

namespace Pawl.Learning.Plots;

/// <summary>Writes a laid out <see cref="LineChart"/> as SVG.</summary>
internal sealed class SvgChartRenderer(LineChart chart, ChartLayout layout)
{
    /// <summary>With no more points than this each gets a dot, so that one sees where values are.</summary>
    private const int MostDots = 40;

    private readonly StringBuilder _svg = new();

    /// <summary>A document of its own, with title, legend and style.</summary>
    public string Document()
    {
        Line(
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.Width} {layout.Height}" width="{layout.Width}" height="{layout.Height}" role="img" aria-label="{Escape(chart.Title)}" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif">"""
        );
        Line($"<title>{Escape(chart.Title)}</title>");
        Line($"<desc>{Escape(Description())}</desc>");
        Line("<style>");
        foreach (var line in ChartStyle.Lines([.. chart.Series.Select((_, i) => Colour(i)).Distinct().Order()]))
        {
            Line(line);
        }

        Line("</style>");
        Line($"""<rect class="ground" width="{layout.Width}" height="{layout.Height}" rx="8"/>""");
        Line($"""<text class="title" x="{layout.Left}" y="26">{Escape(chart.Title)}</text>""");
        if (chart.Subtitle is { } subtitle)
        {
            Line($"""<text class="quiet" x="{layout.Left}" y="45">{Escape(subtitle)}</text>""");
        }

        foreach (var (series, index, x, y) in layout.Legend())
        {
            Line($"""<path class="line c{Colour(index)}{Faint(series)}" d="M{Number(x)} {y - 4}h18"/>""");
            Line($"""<text class="quiet" x="{Number(x + 24)}" y="{y}">{Escape(series.Name)}</text>""");
        }

        Axes();
        AxisNames();
        Marks();
        Plot();
        Line("</svg>");
        return _svg.ToString();
    }

    /// <summary>For a page: without title, legend and style, with the parts that show where one points.</summary>
    public string Element()
    {
        Line(
            $"""<svg class="plot" viewBox="0 0 {layout.Width} {layout.Height}" width="{layout.Width}" height="{layout.Height}" role="img" aria-label="{Escape($"{chart.Title}. {Description()}")}" data-left="{layout.Left}" data-top="{layout.Top}" data-width="{layout.PlotWidth}" data-height="{layout.PlotHeight}" data-x-low="{Exact(layout.X.Low)}" data-x-high="{Exact(layout.X.High)}" data-y-low="{Exact(layout.Y.Low)}" data-y-high="{Exact(layout.Y.High)}" data-scale="{(chart.IsLogarithmic ? "log" : "linear")}">"""
        );
        Axes();
        Marks();
        Plot();
        Line(
            $"""<g class="cross"><path class="cross-line" d="M0 {layout.Top}V{layout.PlotBottom}"/>{string.Concat(Listed().Select(i => $"<circle class=\"f{Colour(i)}\" r=\"4\"/>"))}</g>"""
        );
        Line($"""<rect class="select" x="0" y="{layout.Top}" width="0" height="{layout.PlotHeight}"/>""");
        Line("</svg>");
        return _svg.ToString();
    }

    private void Axes()
    {
        foreach (var (tick, label) in layout.Y.Ticks.Zip(layout.Y.Labels))
        {
            var y = Number(layout.AtY(tick));
            Line(
                $"""<path class="grid" d="M{layout.Left} {y}H{layout.PlotRight}"/><text class="tick" x="{layout.Left - 8}" y="{y}" dy="4" text-anchor="end">{label}</text>"""
            );
        }

        foreach (var (at, label) in layout.XTicks())
        {
            var (x, half) = (Number(at), ChartLayout.TextWidth(label) / 2);
            var anchor = at + half > layout.Width ? "end" : "middle";
            Line(
                $"""<path class="axis" d="M{x} {layout.PlotBottom}v4"/><text class="tick" x="{x}" y="{layout.PlotBottom + 18}" text-anchor="{anchor}">{label}</text>"""
            );
        }

        Line($"""<path class="axis" d="M{layout.Left} {layout.PlotBottom}H{layout.PlotRight}"/>""");
    }

    private void AxisNames()
    {
        Line(
            $"""<text class="quiet" x="{Number(layout.Left + layout.PlotWidth / 2.0)}" y="{layout.Height - 12}" text-anchor="middle">{Escape(chart.XLabel)}</text>"""
        );
        var middle = Number(layout.Top + layout.PlotHeight / 2.0);
        Line(
            $"""<text class="quiet" x="16" y="{middle}" text-anchor="middle" transform="rotate(-90 16 {middle})">{Escape(chart.YLabel)}</text>"""
        );
    }

    private void Marks()
    {
        var free = double.NegativeInfinity;
        foreach (var mark in chart.Marks.Where(mark => mark.X >= layout.X.Low && mark.X <= layout.X.High).OrderBy(mark => mark.X))
        {
            var at = layout.AtX(mark.X);
            var x = Number(at);
            Line($"""<path class="mark" d="M{x} {layout.Top}V{layout.PlotBottom}"/>""");
            var half = ChartLayout.TextWidth(mark.Label) / 2;
            var middle = Math.Clamp(at, half, layout.Width - half);
            if (middle - half > free)
            {
                Line($"""<text class="tick" x="{Number(middle)}" y="{layout.Top - 6}" text-anchor="middle">{Escape(mark.Label)}</text>""");
                free = middle + half + 8;
            }
        }
    }

    private void Plot()
    {
        if (chart.XRange is not null)
        {
            // An inner svg cuts off what reaches beyond it, and needs no id to do so.
            var box = $"{layout.Left} {layout.Top} {layout.PlotWidth} {layout.PlotHeight}";
            Line($"""<svg x="{layout.Left}" y="{layout.Top}" width="{layout.PlotWidth}" height="{layout.PlotHeight}" viewBox="{box}">""");
        }

        for (var i = 0; i < chart.Series.Count; i++)
        {
            Band(i);
        }

        for (var i = 0; i < chart.Series.Count; i++)
        {
            Curve(i);
        }

        if (chart.XRange is not null)
        {
            Line("</svg>");
        }
    }

    private void Band(int index)
    {
        var stretch = new List<(double X, double Low, double High)>();
        var path = new StringBuilder();
        foreach (var (x, low, high) in chart.Series[index].Band)
        {
            if (double.IsFinite(x) && layout.Y.Holds(high) && double.IsFinite(low))
            {
                stretch.Add((layout.AtX(x), layout.Y.Holds(low) ? layout.AtY(low) : layout.PlotBottom, layout.AtY(high)));
            }
            else
            {
                Close();
            }
        }

        Close();
        if (path.Length > 0)
        {
            Line($"""<path class="band f{Colour(index)}" d="{path}"/>""");
        }

        void Close()
        {
            if (stretch.Count > 1)
            {
                path.Append('M').AppendJoin('L', stretch.Select(place => $"{Number(place.X)} {Number(place.High)}"));
                path.Append('L')
                    .AppendJoin('L', stretch.AsEnumerable().Reverse().Select(place => $"{Number(place.X)} {Number(place.Low)}"))
                    .Append('Z');
            }

            stretch.Clear();
        }
    }

    private void Curve(int index)
    {
        var series = chart.Series[index];
        var path = new StringBuilder();
        var isPenDown = false;
        var drawn = new List<(double X, double Y)>();
        foreach (var (x, y) in PointThinning.Thin(series.Points, layout.PlotWidth))
        {
            if (!double.IsFinite(x) || !layout.Y.Holds(y))
            {
                isPenDown = false;
                continue;
            }

            var point = (X: layout.AtX(x), Y: layout.AtY(y));
            path.Append(isPenDown ? 'L' : 'M').Append(Number(point.X)).Append(' ').Append(Number(point.Y));
            drawn.Add(point);
            isPenDown = true;
        }

        if (drawn.Count == 0)
        {
            return;
        }

        Line($"""<path class="line c{Colour(index)}{Faint(series)}" d="{path}"/>""");
        if (!series.IsFaint && drawn.Count <= MostDots)
        {
            Line(
                string.Concat(
                    drawn.Select(point => $"""<circle class="f{Colour(index)}" cx="{Number(point.X)}" cy="{Number(point.Y)}" r="2.5"/>""")
                )
            );
        }
    }

    private string Description() =>
        $"{chart.YLabel} over {chart.XLabel}. "
        + string.Join(
            ' ',
            Listed()
                .Select(i => chart.Series[i])
                .Where(series => series.Points.Count > 0)
                .Select(series => $"{series.Name} ends at {ChartAxis.Label(series.Points[^1].Y)}.")
        );

    private IEnumerable<int> Listed() => Enumerable.Range(0, chart.Series.Count).Where(i => !chart.Series[i].IsUnlisted);

    private int Colour(int index) => (chart.Series[index].Colour ?? index) % ChartStyle.Count;

    private static string Faint(ChartSeries series) => series.IsFaint ? " faint" : "";

    private static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

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
