namespace Pawl.Learning.Plots;

/// <summary>A line chart as a value: <see cref="ToSvg"/> gives the same text for the same content, byte for byte.</summary>
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

    /// <summary>True: a logarithmic y axis; values at or below 0 are left out.</summary>
    public bool IsLogarithmic { get; init; }

    /// <value>Pixels, 720 unless set; at least 240.</value>
    public int Width { get; init; } = 720;

    /// <value>Pixels, 400 unless set; at least 160.</value>
    public int Height { get; init; } = 400;

    /// <summary>A whole SVG document. Light or dark follows the reader's colour scheme.</summary>
    public string ToSvg() => new SvgChartRenderer(this).Render();
}
