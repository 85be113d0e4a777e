using Pawl.Runs.Workloads;

namespace Pawl.Runs.Durability;

/// <summary>One line of a run's log.</summary>
public sealed record LogLine(DateTimeOffset At, int Attempt, RunLogLevel Level, string Line);
