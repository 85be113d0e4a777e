using Pawl.Runs.Model;

namespace Pawl.Web.Views.Charts;

/// <summary>Which chart, of which runs, how.</summary>
/// <param name="Runs">One, or up to eight that are compared.</param>
/// <param name="Group">Of one run: a group of metrics, see <see cref="MetricGroup"/>; null when <paramref name="Metrics"/> says which.</param>
/// <param name="Page">Of the group, from 1.</param>
/// <param name="Metrics">Used when there is no group.</param>
public sealed record ChartRequest(
    IReadOnlyList<RunRecord> Runs,
    string? Group,
    int Page,
    IReadOnlyList<string> Metrics,
    ChartChoices Choices
)
{
    public const int UsualWidth = 620;
    public const int UsualHeight = 230;

    /// <value>Pixels.</value>
    public int Width { get; init; } = UsualWidth;

    public int Height { get; init; } = UsualHeight;
}
