namespace Pawl.Runs.Specs;

/// <summary>
/// The spec that runs: defaults &lt; file &lt; profile &lt; environment &lt; <c>--set key=value</c>, every key of the schema with its value, type-checked.
/// Immutable. Asking for a key the schema does not hold, or as another type, is a programming error and throws.
/// </summary>
public sealed class ResolvedSpec
{
    /// <summary>Origin of a value nobody set.</summary>
    public const string DefaultOrigin = "default";

    private readonly IReadOnlyDictionary<string, object?> _values;
    private readonly IReadOnlyDictionary<string, string> _origins;

    /// <param name="workload">Name of the workload.</param>
    /// <param name="profile">Name of the profile applied, or null.</param>
    /// <param name="values">Dotted key to long, double, bool, string, TimeSpan, string[] or a dictionary of texts; null when not set.</param>
    /// <param name="origins">Dotted key to where its value came from, as in <see cref="SpecProblem.Where"/>.</param>
    public ResolvedSpec(
        string workload,
        string? profile,
        IReadOnlyDictionary<string, object?> values,
        IReadOnlyDictionary<string, string> origins
    )
    {
        Workload = workload;
        Profile = profile;
        _values = values;
        _origins = origins;
    }

    public string Workload { get; }

    public string? Profile { get; }

    public string? Name => TextOrNull("name");

    public IReadOnlyList<string> Tags => TextList("tags");

    public IEnumerable<string> Keys => _values.Keys;

    public bool IsSet(string key) => Value(key) is not null;

    public long Integer(string key) => Get<long>(key);

    public double Number(string key) => Get<double>(key);

    public bool Boolean(string key) => Get<bool>(key);

    public string Text(string key) => Get<string>(key);

    public string? TextOrNull(string key) => (string?)Value(key);

    public TimeSpan Duration(string key) => Get<TimeSpan>(key);

    public TimeSpan? DurationOrNull(string key) => (TimeSpan?)Value(key);

    public IReadOnlyList<string> TextList(string key) => Get<string[]>(key);

    public IReadOnlyDictionary<string, string> TextMap(string key) => Get<IReadOnlyDictionary<string, string>>(key);

    /// <summary>Where the value of a key came from: <c>train.yaml:12</c>, <c>--set</c>, <c>profile NAME</c>, a variable's name or <c>default</c>.</summary>
    public string Origin(string key) => _origins.TryGetValue(key, out var origin) ? origin : DefaultOrigin;

    /// <summary>A problem of a cross-key rule, placed where the key's value came from.</summary>
    public SpecProblem Problem(string key, string expected) => new(Origin(key), key, expected, SpecText.Of(Value(key)));

    /// <summary>The value as the constructor took it; null when not set.</summary>
    public object? Value(string key) =>
        _values.TryGetValue(key, out var value)
            ? value
            : throw new InvalidOperationException($"The schema of workload '{Workload}' has no key '{key}'.");

    private T Get<T>(string key) =>
        Value(key) is T value
            ? value
            : throw new InvalidOperationException(
                $"Spec key '{key}' is {Value(key)?.GetType().Name ?? "not set"}, asked for as {typeof(T).Name}."
            );
}
