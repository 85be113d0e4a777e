namespace Pawl.Learning.Plots;

/// <summary>Where the parts of a chart lie, in pixels, and its axes.</summary>
internal sealed class ChartLayout
{
    private const int LegendRow = 20;

    /// <summary>Fonts differ between readers: 7 pixels a character at size 12 is wide enough for all of them.</summary>
    private const double CharacterWidth = 7;

    private readonly LineChart _chart;

    public ChartLayout(LineChart chart, bool isForPage)
    {
        (_chart, IsForPage) = (chart, isForPage);
        Width = Math.Max(chart.Width, 240);
        Right = isForPage ? 14 : 24;
        Bottom = isForPage ? 26 : 52;
        Left = isForPage ? 48 : 64;
        Top = isForPage ? (chart.Marks.Count > 0 ? 20 : 10) : (chart.Subtitle is null ? 40 : 58) + LegendRows() * LegendRow;
        PlotHeight = Math.Max(Math.Max(chart.Height, 160) - Top - Bottom, 60);
        (X, Y) = (XAxis(), YAxis());
        var widest = Y.Labels.Select(label => label.Length * CharacterWidth).DefaultIfEmpty(0).Max();
        Left = Math.Max(isForPage ? 0 : Left, (int)Math.Ceiling(widest) + (isForPage ? 12 : 29));
        X = XAxis();
    }

    public bool IsForPage { get; }

    public int Left { get; }

    public int Top { get; }

    public int Width { get; }

    public int PlotWidth => Width - Left - Right;

    public int PlotHeight { get; }

    public int Height => Top + PlotHeight + Bottom;

    public int PlotRight => Left + PlotWidth;

    public int PlotBottom => Top + PlotHeight;

    public ChartAxis X { get; }

    public ChartAxis Y { get; }

    private int Right { get; }

    private int Bottom { get; }

    public double AtX(double value) => Left + X.Map(value) * PlotWidth;

    public double AtY(double value) => PlotBottom - Y.Map(value) * PlotHeight;

    public static double TextWidth(string text) => text.Length * CharacterWidth;

    public static double LegendWidth(ChartSeries series) => 24 + TextWidth(series.Name) + 20;

    /// <summary>Where the entries of the legend start, and their line.</summary>
    public IEnumerable<(ChartSeries Series, int Index, double X, int Y)> Legend()
    {
        var (x, y) = (0.0, _chart.Subtitle is null ? 46 : 64);
        foreach (var (index, series) in _chart.Series.Index().Where(entry => !entry.Item.IsUnlisted))
        {
            var width = LegendWidth(series);
            if (x > 0 && x + width > PlotWidth)
            {
                (x, y) = (0, y + LegendRow);
            }

            yield return (series, index, Left + x, y);
            x += width;
        }
    }

    /// <summary>The ticks of the x axis whose labels do not touch each other: all, or every second, third and so on.</summary>
    public IEnumerable<(double X, string Label)> XTicks()
    {
        var ticks = X.Ticks.Zip(X.Labels, (tick, label) => (X: AtX(tick), Label: label)).ToList();
        for (var stride = 1; ; stride++)
        {
            var kept = ticks.Where((_, i) => i % stride == 0).ToList();
            if (
                kept.Zip(kept.Skip(1))
                    .All(pair => pair.Second.X - pair.First.X >= (TextWidth(pair.First.Label) + TextWidth(pair.Second.Label)) / 2 + 6)
            )
            {
                return kept;
            }
        }
    }

    private int LegendRows() => _chart.Series.Count == 0 ? 0 : Legend().Select(entry => entry.Y).Distinct().Count();

    private ChartAxis XAxis()
    {
        var (low, high) = _chart.XRange ?? Range(Places(), 0, 1);
        var target = Math.Max(PlotWidth / (IsForPage ? 80 : 90), 2);
        return _chart.IsDuration ? ChartAxis.Duration(low, high, target) : ChartAxis.Linear(low, high, target, isSnug: true);
    }

    private ChartAxis YAxis()
    {
        var (low, high) = Range(Heights(), _chart.IsLogarithmic ? 0.1 : 0, 1);
        return _chart.IsLogarithmic
            ? ChartAxis.Logarithmic(low, high, Math.Max(PlotHeight / 24, 2))
            : ChartAxis.Linear(low, high, Math.Max(PlotHeight / 48, 2));
    }

    private IEnumerable<double> Places() => _chart.Series.SelectMany(series => series.Points).Where(IsShown).Select(point => point.X);

    private IEnumerable<double> Heights() =>
        _chart
            .Series.SelectMany(series =>
                series.Points.Concat(
                    series.Band.SelectMany(IEnumerable<(double X, double Y)> (band) => [(band.X, band.Low), (band.X, band.High)])
                )
            )
            .Where(point => IsShown(point) && (_chart.XRange is not { } range || (point.X >= range.Low && point.X <= range.High)))
            .Select(point => point.Y);

    private bool IsShown((double X, double Y) point) =>
        double.IsFinite(point.X) && double.IsFinite(point.Y) && (!_chart.IsLogarithmic || point.Y > 0);

    private static (double Low, double High) Range(IEnumerable<double> values, double low, double high)
    {
        var (least, greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
        }

        return least <= greatest ? (least, greatest) : (low, high);
    }
}
