namespace Pawl.Learning.Checkpoints;

/// <summary>One kept checkpoint in the list that every checkpoint carries.</summary>
/// <param name="Step">The step it stands at.</param>
/// <param name="Metric">What retention compares, measured at that very step; null when nothing was measured there.</param>
public sealed record CheckpointEntry(long Step, double? Metric);
