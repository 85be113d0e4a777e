namespace Pawl.Learning.Callbacks;

/// <param name="Step">Updates completed.</param>
/// <param name="Metrics">What was measured at this step, by metric name; may be empty.</param>
public sealed record TrainingReport(long Step, IReadOnlyDictionary<string, double> Metrics);
