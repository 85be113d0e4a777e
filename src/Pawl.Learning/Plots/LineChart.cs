namespace Pawl.Learning.Plots;

/// <summary>A line chart as a value: the same text for the same content, byte for byte, as a file of its own or as a piece of a page.</summary>
public sealed record LineChart
{
    /// <summary>Also the accessible name.</summary>
    public required string Title { get; init; }

    /// <summary>A line under the title, or null.</summary>
    public string? Subtitle { get; init; }

    public required string XLabel { get; init; }

    public required string YLabel { get; init; }

    /// <summary>Drawn in this order, the later above. Eight colours, then they repeat.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>True: a logarithmic y axis; values at or below 0 are left out.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>True: x is seconds, and its ticks are minutes, hours or days.</summary>
    public bool IsDuration { get; init; }

    /// <summary>The part of the x axis to show; null shows all. What lies outside is cut off and does not stretch the y axis.</summary>
    public (double Low, double High)? XRange { get; init; }

    /// <value>Pixels, 720 unless set; at least 240.</value>
    public int Width { get; init; } = 720;

    /// <value>Pixels, 400 unless set; at least 160.</value>
    public int Height { get; init; } = 400;

    /// <summary>A whole SVG document. Light or dark follows the reader's colour scheme.</summary>
    public string ToSvg() => new SvgChartRenderer(this, new ChartLayout(this, isForPage: false)).Document();

    /// <summary>
    /// An <c>svg</c> element that takes its looks from the style sheet of the page around it, which also shows title and legend. Its
    /// <c>data-*</c> attributes tell where the plot lies and which range it shows.
    /// </summary>
    public string ToPageSvg() => new SvgChartRenderer(this, new ChartLayout(this, isForPage: true)).Element();
}
