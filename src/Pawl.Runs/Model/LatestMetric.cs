namespace Pawl.Runs.Model;

/// <summary>Where one metric of a run stands.</summary>
/// <param name="Step">The last step it was measured at.</param>
/// <param name="Value">The value measured there, the last of several.</param>
/// <param name="Minimum">Of all steps.</param>
/// <param name="Maximum">Of all steps.</param>
public sealed record LatestMetric(string Name, long Step, double Value, double Minimum, double Maximum);
