using System.Diagnostics.CodeAnalysis;

namespace Pawl.Runs.Model;

/// <summary>The order of a list of runs. What a run does not have comes last either way; equal runs come newest first.</summary>
/// <param name="Column">One of <see cref="Columns"/>, or <c>metric:NAME</c> for the last value of a metric.</param>
public sealed record RunSort(string Column, bool Descending)
{
    private const string MetricPrefix = "metric:";
    private const string DescendingSuffix = ":desc";
    private const string AscendingSuffix = ":asc";

    /// <summary>What every list can be sorted by. States sort in the order of a run's life, names letter case aside.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    ["created", "started", "ended", "name", "state", "workload", "progress", "duration", "attempts"];

    /// <value>Newest first.</value>
    public static RunSort Default { get; } = new("created", Descending: true);

    /// <value>The metric's name; null when a column is meant.</value>
    public string? Metric => Column.StartsWith(MetricPrefix, StringComparison.Ordinal) ? Column[MetricPrefix.Length..] : null;

    public bool IsKnown => Metric is { Length: > 0 } || Columns.Contains(Column, StringComparer.Ordinal);

    /// <summary>Reads <c>duration</c>, <c>created:desc</c>, <c>metric:loss/val:asc</c>. Without a direction it is ascending.</summary>
    /// <returns>False for an unknown column.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RunSort? sort)
    {
        sort = text switch
        {
            null => null,
            _ when text.EndsWith(DescendingSuffix, StringComparison.Ordinal) => new(text[..^DescendingSuffix.Length], Descending: true),
            _ when text.EndsWith(AscendingSuffix, StringComparison.Ordinal) => new(text[..^AscendingSuffix.Length], Descending: false),
            _ => new(text, Descending: false),
        };
        sort = sort is { IsKnown: true } ? sort : null;
        return sort is not null;
    }

    /// <summary>What is accepted, in words for messages.</summary>
    public static string Expected => $"one of {string.Join(", ", Columns)} or metric:NAME, with :desc for the greatest first";

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() =>
        Descending ? Column + DescendingSuffix
        : Metric is null ? Column
        : Column + AscendingSuffix;
}
