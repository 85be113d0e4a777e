using Pawl.Runs.Durability;

namespace Pawl.Cli.Progress;

/// <summary>What changed since the update before.</summary>
/// <param name="Progress">The run as it stands; the same object in every update of one run.</param>
/// <param name="Lines">New log lines, oldest first.</param>
/// <param name="Points">New metric values, oldest first; empty in the first update of a run that goes on, whose past is in the progress.</param>
internal sealed record RunUpdate(RunProgress Progress, IReadOnlyList<LogLine> Lines, IReadOnlyList<MetricPoint> Points);
