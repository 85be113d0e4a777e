namespace Pawl.Runs.Specs;

/// <summary>Values by dotted key from one place: the file, a profile or the <c>--set</c> options. A later layer wins.</summary>
internal sealed class SpecLayer(SpecKeyTable keys, List<SpecProblem> problems)
{
    private readonly Dictionary<string, (object? Value, string Where)> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> _mapEntries = new(StringComparer.Ordinal);

    /// <summary>The keys it sets, wholly or an entry of theirs.</summary>
    public IReadOnlyCollection<string> Keys => [.. _values.Keys.Concat(_mapEntries.Keys).Distinct(StringComparer.Ordinal)];

    /// <summary>Adds the nested keys of a mapping; <c>a: {b: 1}</c> and <c>a.b: 1</c> say the same.</summary>
    public void AddAll(SpecMapping mapping, string prefix, Func<string, string> where, bool isRoot)
    {
        foreach (var entry in mapping.Entries)
        {
            var path = prefix.Length == 0 ? entry.Key : $"{prefix}.{entry.Key}";
            if (isRoot && entry.Key is SpecKeyTable.Workload or SpecKeyTable.Profile or SpecKeyTable.Profiles)
            {
                continue;
            }

            if (keys.Find(path) is null && keys.IsGroup(path))
            {
                AddGroup(entry, path, where);
            }
            else
            {
                Add(path, entry.Value, where(entry.Where), refuseTwice: true);
            }
        }
    }

    /// <summary>Checks and adds one value.</summary>
    public void Add(string path, SpecNode node, string where, bool refuseTwice)
    {
        if (keys.Find(path) is { } key)
        {
            if (!SpecValueReader.TryRead(key, node, out var value, out var problem))
            {
                problems.Add(problem! with { Where = where });
            }
            else if (refuseTwice && _values.TryGetValue(path, out var first))
            {
                problems.Add(new SpecProblem(where, path, "each key once", $"the key again (first at {first.Where})"));
            }
            else
            {
                _values[path] = (value, where);
            }
        }
        else if (keys.FindEntry(path) is var (map, name))
        {
            AddMapEntry(map, name, node, where);
        }
        else
        {
            problems.Add(keys.Unknown(where, path));
        }
    }

    /// <summary>Lays this layer over the values of the ones before it.</summary>
    public void ApplyTo(Dictionary<string, object?> values, Dictionary<string, string> origins)
    {
        foreach (var (path, (value, where)) in _values)
        {
            values[path] = value;
            origins[path] = where;
        }

        foreach (var (path, entries) in _mapEntries)
        {
            var merged = new Dictionary<string, string>(
                values[path] as IReadOnlyDictionary<string, string> ?? new Dictionary<string, string>(),
                StringComparer.Ordinal
            );
            foreach (var (name, text) in entries)
            {
                merged[name] = text;
            }

            values[path] = merged;
        }
    }

    private void AddGroup(SpecEntry entry, string path, Func<string, string> where)
    {
        if (entry.Value is SpecMapping group)
        {
            AddAll(group, path, where, isRoot: false);
        }
        else if (entry.Value is not SpecScalar { IsNothing: true })
        {
            problems.Add(new SpecProblem(where(entry.Where), path, keys.GroupListing(path), SpecText.Describe(entry.Value)));
        }
    }

    private void AddMapEntry(SpecKey map, string name, SpecNode node, string where)
    {
        if (node is not SpecScalar { IsNothing: false } scalar)
        {
            problems.Add(new SpecProblem(where, $"{map.Path}.{name}", "a text", SpecText.Describe(node)));
            return;
        }

        if (!_mapEntries.TryGetValue(map.Path, out var entries))
        {
            _mapEntries[map.Path] = entries = new Dictionary<string, string>(StringComparer.Ordinal);
        }

        entries[name] = scalar.Text;
    }
}
