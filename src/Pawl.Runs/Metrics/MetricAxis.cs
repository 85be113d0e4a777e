namespace Pawl.Runs.Metrics;

/// <summary>What the values of a metric are laid out over.</summary>
public enum MetricAxis
{
    Step,

    /// <summary>Unix milliseconds.</summary>
    Time,
}
