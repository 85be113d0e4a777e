using Pawl.Runs.Metrics;
using Pawl.Runs.Model;

namespace Pawl.Web.Views.Charts;

/// <summary>One line of a chart: a metric of a run.</summary>
/// <param name="Key">What <c>hide</c> calls it: the metric, or among several runs the id of its run.</param>
/// <param name="Colour">0..7.</param>
internal sealed record ChartLine(string Key, string Label, int Colour, RunRecord Run, MetricSeries Series, bool IsHidden)
{
    /// <value>Where time starts on its axis, in Unix milliseconds.</value>
    public long Origin { get; } = (Run.StartedAt ?? Run.CreatedAt).ToUnixTimeMilliseconds();
}
