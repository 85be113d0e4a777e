namespace Pawl.Runs.Specs;

/// <summary>Every key the spec of one workload accepts: the keys all runs share and the workload's own.</summary>
/// <param name="Workload">Name of the workload, the value of the spec's <c>workload:</c>.</param>
/// <param name="Keys">The workload's own keys. The shared ones (<see cref="SharedSpecKeys"/>) are added by the resolver.</param>
public sealed record SpecSchema(string Workload, IReadOnlyList<SpecKey> Keys);
