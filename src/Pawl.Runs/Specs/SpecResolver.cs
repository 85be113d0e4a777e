using Pawl.Runs.Workloads;

namespace Pawl.Runs.Specs;

/// <summary>
/// Makes the spec that runs: defaults &lt; file &lt; profile &lt; environment &lt; <c>--set key=value</c>. Every problem is found and told at once.
/// </summary>
public static class SpecResolver
{
    private static readonly SpecMapping Nothing = new("", []);

    /// <summary>The word after <c>workload:</c> in a spec.</summary>
    /// <exception cref="SpecException">The text is not YAML, or the key is missing or no text.</exception>
    public static string WorkloadOf(SpecSource source)
    {
        var problems = new List<SpecProblem>();
        var root = SpecYaml.Parse(source.Yaml, line => $"{source.FileName}:{line}", problems);
        var entry = (root as SpecMapping)?.Entries.FirstOrDefault(item => item.Key == SpecKeyTable.Workload);
        if (entry?.Value is SpecScalar { IsNothing: false } scalar)
        {
            return scalar.Text;
        }

        // A file that could not be read has said so; a second complaint would only hide the first.
        if (problems.Count == 0)
        {
            var actual = entry is null ? "no such key" : SpecText.Describe(entry.Value);
            problems.Add(
                new SpecProblem(entry?.Where ?? source.FileName, SpecKeyTable.Workload, "the name of a workload, such as command", actual)
            );
        }

        throw new SpecException(problems);
    }

    /// <summary>Resolves against a workload and runs its own rules across keys.</summary>
    /// <param name="dataRoot">Where the user's profiles may stand as <c>profiles/NAME.yaml</c>; null for none.</param>
    /// <inheritdoc cref="Resolve(SpecSchema, IReadOnlyList{SpecProfile}, SpecSource, string?, IReadOnlyList{string}, string?, IReadOnlyDictionary{string, string}?)"/>
    public static ResolvedSpec Resolve(
        IWorkload workload,
        SpecSource source,
        string? profile,
        IReadOnlyList<string> sets,
        string? dataRoot,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var spec = Resolve(workload.Schema, workload.Profiles, source, profile, sets, dataRoot, environment);
        var problems = workload.Check(spec).ToList();
        return problems.Count == 0 ? spec : throw new SpecException(problems);
    }

    /// <summary>Resolves against a schema alone.</summary>
    /// <param name="profiles">Those that come with the workload.</param>
    /// <param name="profile">Wins over the file's <c>profile:</c>; null takes the file's.</param>
    /// <param name="sets">Each <c>key=value</c>; the value is YAML, texts need no quotes. Of two for one key the later wins.</param>
    /// <param name="environment">Variables by name, of which those of this workload count (<see cref="SpecEnvironment"/>); null for none.</param>
    /// <exception cref="SpecException">With every problem found.</exception>
    public static ResolvedSpec Resolve(
        SpecSchema schema,
        IReadOnlyList<SpecProfile> profiles,
        SpecSource source,
        string? profile,
        IReadOnlyList<string> sets,
        string? dataRoot = null,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var draft = Draft(schema, profiles, source, profile, sets, dataRoot, environment);
        return draft.Problems.Count == 0
            ? new ResolvedSpec(schema.Workload, draft.Profile, draft.Values, draft.Origins)
            : throw new SpecException(draft.Problems);
    }

    /// <summary>Resolves as far as it goes and never throws for what is wrong: for forms, which show good values beside bad ones.</summary>
    /// <inheritdoc cref="Resolve(IWorkload, SpecSource, string?, IReadOnlyList{string}, string?, IReadOnlyDictionary{string, string}?)" path="/param"/>
    public static SpecInspection Inspect(
        IWorkload workload,
        SpecSource source,
        string? profile,
        IReadOnlyList<string> sets,
        string? dataRoot
    )
    {
        var draft = Draft(workload.Schema, workload.Profiles, source, profile, sets, dataRoot, environment: null);
        return draft.Problems.Count > 0
            ? draft
            : draft with
            {
                Problems = [.. workload.Check(new ResolvedSpec(workload.Name, draft.Profile, draft.Values, draft.Origins))],
            };
    }

    private static SpecInspection Draft(
        SpecSchema schema,
        IReadOnlyList<SpecProfile> profiles,
        SpecSource source,
        string? profile,
        IReadOnlyList<string> sets,
        string? dataRoot,
        IReadOnlyDictionary<string, string>? environment
    )
    {
        var keys = new SpecKeyTable(schema);
        var problems = new List<SpecProblem>();
        var root = Root(source, problems);
        CheckWorkload(schema, root ?? Nothing, problems);

        var file = new SpecLayer(keys, problems);
        file.AddAll(root ?? Nothing, "", static where => where, isRoot: true);
        var known = new SpecProfileSet(keys, profiles, root ?? Nothing, dataRoot, problems);
        var (name, where) = profile is null ? FileProfile(root ?? Nothing, problems) : (profile, "--profile");
        var chosen = name is null ? null : known.Choose(name, where);
        var surroundings = new SpecLayer(keys, problems);
        SpecEnvironment.AddTo(surroundings, keys, environment ?? new Dictionary<string, string>(), problems);
        var overrides = new SpecLayer(keys, problems);
        foreach (var set in sets)
        {
            SpecSetOption.AddTo(overrides, keys, set, problems);
        }

        var values = keys.All.ToDictionary(key => key.Path, key => key.Default, StringComparer.Ordinal);
        var origins = new Dictionary<string, string>(StringComparer.Ordinal);
        file.ApplyTo(values, origins);
        chosen?.ApplyTo(values, origins);
        surroundings.ApplyTo(values, origins);
        overrides.ApplyTo(values, origins);
        var written = values.ToDictionary(StringComparer.Ordinal);
        SpecPaths.MakeAbsolute(keys, source, values, origins);
        if (root is not null)
        {
            AddMissing(keys, values, source.FileName, problems);
        }

        return new SpecInspection(schema.Workload, name, values, written, origins, chosen?.Keys ?? [], problems);
    }

    /// <summary>Null when the file is not what it should be: then what it lacks is not asked for, but profile and <c>--set</c> are still checked.</summary>
    private static SpecMapping? Root(SpecSource source, List<SpecProblem> problems)
    {
        var before = problems.Count;
        var root = SpecYaml.Parse(source.Yaml, line => $"{source.FileName}:{line}", problems);
        if (root is null or SpecScalar { IsNothing: true })
        {
            return problems.Count == before ? Nothing : null;
        }

        if (root is not SpecMapping)
        {
            problems.Add(new SpecProblem(root.Where, "", "a mapping of keys to values", SpecText.Describe(root)));
        }

        return root as SpecMapping;
    }

    private static void AddMissing(SpecKeyTable keys, Dictionary<string, object?> values, string fileName, List<SpecProblem> problems)
    {
        // A key that was given wrongly is not also missing.
        var told = problems.Select(problem => problem.Key).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(
            keys.All.Where(key => key.Required && values[key.Path] is null && !told.Contains(key.Path))
                .Select(key => new SpecProblem(fileName, key.Path, SpecText.Expected(key), "nothing (the key is required)"))
        );
    }

    private static void CheckWorkload(SpecSchema schema, SpecMapping root, List<SpecProblem> problems)
    {
        var entry = root.Entries.FirstOrDefault(item => item.Key == SpecKeyTable.Workload);
        if (entry is not null && (entry.Value as SpecScalar)?.Text != schema.Workload)
        {
            problems.Add(new SpecProblem(entry.Where, entry.Key, schema.Workload, SpecText.Describe(entry.Value)));
        }
    }

    private static (string? Name, string Where) FileProfile(SpecMapping root, List<SpecProblem> problems)
    {
        var entry = root.Entries.FirstOrDefault(item => item.Key == SpecKeyTable.Profile);
        if (entry is null or { Value: SpecScalar { IsNothing: true } })
        {
            return (null, "");
        }

        if (entry.Value is SpecScalar scalar)
        {
            return (scalar.Text, entry.Where);
        }

        problems.Add(new SpecProblem(entry.Where, entry.Key, "the name of a profile", SpecText.Describe(entry.Value)));
        return (null, "");
    }
}
