namespace Pawl.Learning.Plots;

/// <param name="Name">Shown in the legend.</param>
/// <param name="Points">In x order; points that are not finite, or not positive on a logarithmic axis, leave a gap.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>True draws a thin, pale line: raw values behind a smoothed or evaluated series.</summary>
    public bool IsFaint { get; init; }
}
