using Pawl.Runs.Specs;

namespace Pawl.Runs.Model;

/// <summary>What it takes to create a run.</summary>
/// <param name="Workload">Name of the workload; not empty.</param>
/// <param name="SpecJson">The resolved spec, as its canonical JSON.</param>
/// <param name="RetryOf">The run whose spec this one repeats, or null.</param>
public sealed record NewRun(string Workload, string? Name, string? Profile, string SpecJson, RetryPolicy Retry, string? RetryOf)
{
    /// <value>See <see cref="RunTag"/>; one given twice counts once.</value>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>A run of a resolved spec: everything that stands in the spec is taken from there.</summary>
    public static NewRun Of(ResolvedSpec spec) =>
        new(spec.Workload, spec.Name, spec.Profile, Specs.SpecJson.WriteStored(spec), RetryPolicy.Of(spec), null) { Tags = spec.Tags };
}
