namespace Pawl.Runs.Specs;

/// <summary>
/// Environment variables as a layer of a spec: key <c>queue.concurrency</c> of workload <c>evolve</c> is <c>PAWL_EVOLVE_QUEUE_CONCURRENCY</c>.
/// They stand above file and profile and below <c>--set</c>.
/// </summary>
public static class SpecEnvironment
{
    /// <summary>The variable of one key.</summary>
    public static string Variable(string workload, string path) => Prefix(workload) + Words(path);

    internal static void AddTo(
        SpecLayer layer,
        SpecKeyTable keys,
        IReadOnlyDictionary<string, string> environment,
        List<SpecProblem> problems
    )
    {
        var prefix = Prefix(keys.WorkloadName);
        var known = keys.All.ToLookup(key => Variable(keys.WorkloadName, key.Path), StringComparer.Ordinal);
        foreach (var (name, value) in environment.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            // An empty variable counts as none: many tools cannot take one away.
            if (value.Length == 0)
            {
                continue;
            }

            if (known[name].FirstOrDefault() is { } key)
            {
                SpecSetOption.AddTo(layer, keys, key.Path, value, name, problems);
            }
            else
            {
                var nearest = EditDistance.Nearest(name, known.Select(item => item.Key)) is { } near ? $" (did you mean {near}?)" : "";
                problems.Add(new SpecProblem(name, "", $"the variable of a key{nearest}", SpecKeyTable.UnknownKey));
            }
        }
    }

    private static string Prefix(string workload) => $"PAWL_{Words(workload)}_";

    private static string Words(string path) => path.Replace('.', '_').Replace('-', '_').ToUpperInvariant();
}
