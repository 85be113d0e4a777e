namespace Pawl.Runs.Metrics;

/// <summary>What one segment of a file held.</summary>
/// <param name="End">Offset after the last whole line that starts in it; -1 when none starts there.</param>
internal sealed record MetricSegment(MetricTable Table, int Damaged, long End);
