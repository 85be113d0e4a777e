namespace Pawl.Runs.Durability;

/// <summary>One value of a run's metric.</summary>
/// <param name="Attempt">The attempt that reported it.</param>
/// <param name="Step">At least 0.</param>
/// <param name="Name">Such as <c>loss/train</c>.</param>
/// <param name="Value">Finite.</param>
public sealed record MetricPoint(int Attempt, long Step, string Name, double Value, DateTimeOffset At);
