namespace Pawl.Learning.Metrics;

/// <summary>Which direction of a metric is better.</summary>
public enum MetricGoal
{
    Lowest,
    Highest,
}
