namespace Pawl.Runs.Specs;

/// <summary>The profiles a spec can choose from. Of the same name the spec file's own wins, then the data root's, then the workload's.</summary>
internal sealed class SpecProfileSet
{
    private readonly SpecKeyTable _keys;
    private readonly IReadOnlyList<SpecProfile> _shipped;
    private readonly string? _folder;
    private readonly List<SpecProblem> _problems;
    private readonly Dictionary<string, SpecLayer> _own = new(StringComparer.Ordinal);

    /// <summary>The file's own profiles are all checked, also those not chosen.</summary>
    public SpecProfileSet(
        SpecKeyTable keys,
        IReadOnlyList<SpecProfile> shipped,
        SpecMapping root,
        string? dataRoot,
        List<SpecProblem> problems
    )
    {
        _keys = keys;
        _shipped = shipped;
        _folder = dataRoot is null ? null : Path.Combine(dataRoot, "profiles");
        _problems = problems;
        var entry = root.Entries.FirstOrDefault(item => item.Key == SpecKeyTable.Profiles);
        switch (entry?.Value)
        {
            case null or SpecScalar { IsNothing: true }:
                break;
            case SpecMapping profiles:
                foreach (var profile in profiles.Entries)
                {
                    _own[profile.Key] = Layer(profile.Key, profile.Where, profile.Value);
                }

                break;
            default:
                var actual = SpecText.Describe(entry.Value);
                problems.Add(new SpecProblem(entry.Where, entry.Key, "a mapping of profile names to keys and values", actual));
                break;
        }
    }

    /// <returns>Null when there is no such profile, which was then added to the problems.</returns>
    public SpecLayer? Choose(string name, string where)
    {
        if (_own.TryGetValue(name, out var own))
        {
            return own;
        }

        var stored = Stored();
        if (stored.TryGetValue(name, out var path))
        {
            var root = SpecYaml.Parse(File.ReadAllText(path), line => $"{path}:{line}", _problems);
            return Layer(name, path, StoredValues(name, where, root ?? new SpecMapping(path, [])));
        }

        if (_shipped.FirstOrDefault(profile => profile.Name == name) is { } shipped)
        {
            return Layer(shipped);
        }

        var known = _own
            .Keys.Concat(stored.Keys)
            .Concat(_shipped.Select(profile => profile.Name))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var nearest = EditDistance.Nearest(name, known) is { } near ? $" (did you mean {near}?)" : "";
        var expected = known.Count == 0 ? "no profile, as none is defined" : $"one of {string.Join(", ", known)}{nearest}";
        _problems.Add(new SpecProblem(where, SpecKeyTable.Profile, expected, name));
        return null;
    }

    private Dictionary<string, string> Stored() =>
        _folder is null || !Directory.Exists(_folder)
            ? []
            : Directory
                .EnumerateFiles(_folder, "*.yaml")
                .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal);

    /// <summary>The keys of a stored profile; that it is for another workload is a problem of the choice.</summary>
    private SpecNode StoredValues(string name, string where, SpecNode node)
    {
        if (node is not SpecMapping root)
        {
            return node;
        }

        var header = ProfileHeader.Of(root, _problems);
        if (header.Workload is { } workload && workload != _keys.WorkloadName)
        {
            _problems.Add(
                new SpecProblem(
                    where,
                    SpecKeyTable.Profile,
                    $"a profile for workload {_keys.WorkloadName}",
                    $"{name}, which is for {workload}"
                )
            );
        }

        return ProfileHeader.Without(root);
    }

    private SpecLayer Layer(string name, string where, SpecNode node)
    {
        var layer = new SpecLayer(_keys, _problems);
        if (node is SpecMapping mapping)
        {
            layer.AddAll(mapping, "", place => $"{place} (profile {name})", isRoot: false);
        }
        else if (node is not SpecScalar { IsNothing: true })
        {
            _problems.Add(new SpecProblem(where, name, "a mapping of keys to values", SpecText.Describe(node)));
        }

        return layer;
    }

    private SpecLayer Layer(SpecProfile profile)
    {
        var layer = new SpecLayer(_keys, _problems);
        var where = $"profile {profile.Name}";
        foreach (var (path, text) in profile.Values)
        {
            if (SpecYaml.Parse(text, _ => where, _problems) is { } node)
            {
                layer.Add(path, node, where, refuseTwice: true);
            }
        }

        return layer;
    }
}
