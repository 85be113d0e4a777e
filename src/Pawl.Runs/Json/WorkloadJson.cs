using Pawl.Runs.Workloads;

namespace Pawl.Runs.Json;

/// <summary>A workload and the names of the profiles it comes with: an entry of <c>pawl spec --json</c>.</summary>
public sealed record WorkloadJson(string Name, IReadOnlyList<string> Profiles)
{
    public static WorkloadJson Of(IWorkload workload) => new(workload.Name, [.. workload.Profiles.Select(profile => profile.Name)]);
}
