namespace Pawl.Runs.Specs;

/// <summary>The keys of one schema with the shared ones, for look-up and for hints about keys that are not there.</summary>
internal sealed class SpecKeyTable
{
    public const string Workload = "workload";
    public const string Profile = "profile";
    public const string Profiles = "profiles";

    /// <summary>Says in a profile's file what it is for, so that no key may have this name.</summary>
    public const string Description = "description";

    /// <summary>Stands beside the keys of a stored spec; a file cannot set it.</summary>
    public const string Origins = "origins";

    /// <summary>What a problem says of a key that is in no schema.</summary>
    public const string UnknownKey = "an unknown one";

    /// <summary>Most keys a message lists.</summary>
    private const int LongestList = 12;

    private readonly Dictionary<string, SpecKey> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The schema contradicts itself: a mistake of the workload.</exception>
    public SpecKeyTable(SpecSchema schema)
    {
        WorkloadName = schema.Workload;
        foreach (var key in SharedSpecKeys.All.Concat(schema.Keys))
        {
            if (key.Path is Workload or Profile or Profiles or Origins or Description || !_keys.TryAdd(key.Path, key))
            {
                throw new InvalidOperationException(
                    $"Schema of workload '{schema.Workload}': key '{key.Path}' is reserved or stands twice."
                );
            }

            for (var dot = key.Path.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = key.Path.IndexOf('.', dot + 1))
            {
                _groups.Add(key.Path[..dot]);
            }
        }

        if (_groups.FirstOrDefault(_keys.ContainsKey) is { } both)
        {
            throw new InvalidOperationException($"Schema of workload '{schema.Workload}': '{both}' is a key and a group of keys.");
        }
    }

    /// <summary>The workload whose keys these are.</summary>
    public string WorkloadName { get; }

    public IEnumerable<SpecKey> All => _keys.Values;

    public SpecKey? Find(string path) => _keys.GetValueOrDefault(path);

    public bool IsGroup(string path) => _groups.Contains(path);

    /// <summary>The mapping key a path such as <c>command.environment.HOME</c> names an entry of.</summary>
    public (SpecKey Key, string Entry)? FindEntry(string path) =>
        _keys
            .Values.Where(key => key.Kind == SpecKind.TextMap && path.StartsWith(key.Path + ".", StringComparison.Ordinal))
            .Select(key => ((SpecKey, string)?)(key, path[(key.Path.Length + 1)..]))
            .FirstOrDefault();

    public SpecProblem Unknown(string where, string path) =>
        path is Workload or Profile or Profiles
            ? new SpecProblem(where, path, "a key of the workload", "one that stands at the top of the file alone")
            : new SpecProblem(
                where,
                path,
                Hint(path) is { } hint ? $"a known key (did you mean {hint}?)" : $"a known key ({Listing(path)})",
                UnknownKey
            );

    public string GroupListing(string group) => $"a mapping with {Listing(group + ".")}";

    private string? Hint(string path)
    {
        var last = LastPart(path);
        return Synonym(path)
            ?? Synonym(last)
            ?? EditDistance.Nearest(path, _keys.Keys.Concat([Workload, Profile, Profiles]))
            ?? _keys.Keys.FirstOrDefault(key => LastPart(key).Equals(last, StringComparison.OrdinalIgnoreCase))
            ?? NearestLastPart(last);
    }

    private string? Synonym(string word) =>
        _keys.Values.FirstOrDefault(key => key.Synonyms.Contains(word, StringComparer.OrdinalIgnoreCase))?.Path;

    private string? NearestLastPart(string last)
    {
        var nearest = last.Length < 3 ? null : EditDistance.Nearest(last, _keys.Keys.Select(LastPart));
        return nearest is null ? null : _keys.Keys.First(key => LastPart(key) == nearest);
    }

    private string Listing(string path)
    {
        var group = path[..(path.LastIndexOf('.') + 1)];
        var siblings = _keys.Keys.Where(key => key.StartsWith(group, StringComparison.Ordinal)).ToList();
        if (siblings.Count == 0)
        {
            siblings = [.. _keys.Keys];
        }

        var shown = siblings.Order(StringComparer.Ordinal).Take(LongestList);
        return string.Join(", ", shown) + (siblings.Count > LongestList ? $" and {siblings.Count - LongestList} more" : "");
    }

    private static string LastPart(string path) => path[(path.LastIndexOf('.') + 1)..];
}
