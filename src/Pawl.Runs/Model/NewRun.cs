namespace Pawl.Runs.Model;

/// <summary>What it takes to create a run.</summary>
/// <param name="Workload">Name of the workload; not empty.</param>
/// <param name="SpecJson">The resolved spec, as its canonical JSON.</param>
/// <param name="RetryOf">The run whose spec this one repeats, or null.</param>
public sealed record NewRun(string Workload, string? Name, string? Profile, string SpecJson, RetryPolicy Retry, string? RetryOf);
