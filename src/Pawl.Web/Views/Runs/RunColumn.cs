using Pawl.Runs.Model;

namespace Pawl.Web.Views.Runs;

/// <summary>A column that the list of runs can show beside the name.</summary>
/// <param name="Key">What URLs and the cookie call it: a word, or <c>metric:NAME</c>.</param>
/// <param name="Sort">Column of <see cref="RunSort"/>; null when a list cannot be sorted by it.</param>
/// <param name="IsNumber">Set right, digits below digits.</param>
/// <param name="StartsDescending">The first click on its head sorts the greatest first: what is wanted of times, not of names.</param>
public sealed record RunColumn(string Key, string Title, string? Sort, bool IsNumber = false, bool StartsDescending = false)
{
    /// <value>Most columns shown at once. 24: more are no list any more, and each metric is read for each row.</value>
    public const int Most = 24;

    private const string MetricPrefix = "metric:";

    public static RunColumn Name { get; } = new("name", "Run", "name");

    /// <summary>Those that every run has, in the order they are shown.</summary>
    public static IReadOnlyList<RunColumn> Standard { get; } =
    [
        new("state", "State", "state"),
        new("progress", "Progress", "progress", StartsDescending: true),
        new("message", "Message", null),
        new("tags", "Tags", null),
        new("workload", "Workload", "workload"),
        new("profile", "Profile", null),
        new("duration", "Duration", "duration", IsNumber: true, StartsDescending: true),
        new("attempts", "Attempts", "attempts", IsNumber: true, StartsDescending: true),
        new("created", "Created", "created", StartsDescending: true),
        new("started", "Started", "started", StartsDescending: true),
        new("ended", "Ended", "ended", StartsDescending: true),
        new("id", "Id", null),
    ];

    /// <summary>Shown until the person chooses others.</summary>
    public static IReadOnlyList<RunColumn> Default { get; } =
    [.. Standard.Where(column => column.Key is "state" or "progress" or "message" or "tags" or "workload" or "duration" or "created")];

    /// <value>The metric's name; null for a standard column.</value>
    public string? Metric => Key.StartsWith(MetricPrefix, StringComparison.Ordinal) ? Key[MetricPrefix.Length..] : null;

    public static RunColumn OfMetric(string name) => new(MetricPrefix + name, name, MetricPrefix + name, IsNumber: true);

    /// <summary>Null for a key that means no column.</summary>
    public static RunColumn? Find(string key) =>
        key.Length > MetricPrefix.Length && key.StartsWith(MetricPrefix, StringComparison.Ordinal)
            ? OfMetric(key[MetricPrefix.Length..])
            : Standard.FirstOrDefault(column => column.Key == key);

    /// <summary>The columns some keys mean: standard ones in their order, then metrics as given; unknown keys are left out.</summary>
    public static IReadOnlyList<RunColumn> Of(IEnumerable<string?> keys)
    {
        var found = keys.Distinct(StringComparer.Ordinal).Select(key => key is null ? null : Find(key)).OfType<RunColumn>().ToList();
        return [.. Standard.Where(found.Contains).Concat(found.Where(column => column.Metric is not null)).Take(Most)];
    }
}
