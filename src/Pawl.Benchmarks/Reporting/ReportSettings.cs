namespace Pawl.Benchmarks.Reporting;

/// <summary>How a report is measured.</summary>
/// <param name="Threads">The larger count; one thread is always measured too.</param>
/// <param name="Rounds">Each runs every configuration once.</param>
/// <param name="Seconds">A child measures for so long, or for five calls where those take longer.</param>
public sealed record ReportSettings(int Threads, int Rounds, double Seconds);
