namespace Pawl.Learning.Plots;

/// <param name="Name">Shown in the legend.</param>
/// <param name="Points">In x order; points that are not finite, or not positive on a logarithmic axis, leave a gap.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>True draws a thin, pale line: raw values behind a smoothed or evaluated series.</summary>
    public bool IsFaint { get; init; }

    /// <summary>An area behind the line, from the lowest to the highest value about each place; in x order.</summary>
    public IReadOnlyList<(double X, double Low, double High)> Band { get; init; } = [];

    /// <summary>Which of the eight colours; null takes that of its place among the series.</summary>
    public int? Colour { get; init; }

    /// <summary>True leaves it out of the legend: it belongs to another series of the same colour.</summary>
    public bool IsUnlisted { get; init; }
}
