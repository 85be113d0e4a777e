namespace Pawl.Web.Api;

/// <summary>A run of another workload was asked for its services.</summary>
internal sealed class NoEvolutionsException(string runId, string workload)
    : Exception($"Expected a run of workload evolve; run {runId} is of workload {workload} and has no services.");
