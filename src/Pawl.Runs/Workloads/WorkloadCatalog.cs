using Pawl.Runs.Specs;

namespace Pawl.Runs.Workloads;

/// <summary>The workloads a program was composed with, by name.</summary>
public sealed class WorkloadCatalog
{
    private readonly Dictionary<string, IWorkload> _byName;

    /// <exception cref="ArgumentException">Two workloads have the same name.</exception>
    public WorkloadCatalog(IEnumerable<IWorkload> workloads) =>
        _byName = workloads.ToDictionary(workload => workload.Name, StringComparer.Ordinal);

    public IEnumerable<IWorkload> All => _byName.Values.OrderBy(workload => workload.Name, StringComparer.Ordinal);

    public IWorkload? Find(string name) => _byName.GetValueOrDefault(name);

    /// <param name="where">Where the name stands, for the message.</param>
    /// <exception cref="SpecException">No such workload; names the known ones and the nearest.</exception>
    public IWorkload Get(string name, string where)
    {
        if (_byName.TryGetValue(name, out var workload))
        {
            return workload;
        }

        var nearest = EditDistance.Nearest(name, _byName.Keys) is { } near ? $" (did you mean {near}?)" : "";
        var expected = $"one of {string.Join(", ", All.Select(item => item.Name))}{nearest}";
        throw new SpecException([new SpecProblem(where, "workload", expected, name)]);
    }

    /// <summary>Reads which workload a spec is for, and resolves and checks the spec against it.</summary>
    /// <exception cref="SpecException">With every problem found.</exception>
    public (IWorkload Workload, ResolvedSpec Spec) Resolve(SpecSource source, string? profile, IReadOnlyList<string> sets, string? dataRoot)
    {
        var workload = Get(SpecResolver.WorkloadOf(source), source.FileName);
        return (workload, SpecResolver.Resolve(workload, source, profile, sets, dataRoot));
    }
}
