using Pawl.Cli.Output;
using Pawl.Runs.Durability;

namespace Pawl.Cli.Progress;

/// <summary>How metrics read in a line: grouped by the word before the slash, rates in thousands.</summary>
internal static class MetricText
{
    private const string RateSuffix = "_per_second";

    /// <summary>
    /// One text per group: <c>loss train 1.8421  val 1.9312</c>, <c>tokens/s 17.2k</c>, <c>accuracy 0.9</c>. Losses first, then rates, then the rest in the
    /// order of their first report.
    /// </summary>
    public static IEnumerable<string> Groups(IEnumerable<MetricPoint> points) =>
        points.GroupBy(point => GroupOf(point.Name)).OrderBy(group => Rank(group.Key)).Select(Line);

    private static string Line(IGrouping<string, MetricPoint> group)
    {
        var parts = group.Select(point => $"{LastWord(point.Name)} {Value(point)}");
        var line = string.Join("  ", parts);
        return group.First().Name.Contains('/') && !IsRate(group.Key) ? $"{group.Key} {line}" : line;
    }

    private static string Value(MetricPoint point) => IsRate(point.Name) ? Format.Count(point.Value) : Format.Metric(point.Value);

    private static string GroupOf(string name) => !IsRate(name) && name.IndexOf('/') is > 0 and var slash ? name[..slash] : name;

    private static string LastWord(string name)
    {
        var word = name[(name.IndexOf('/') + 1)..];
        return IsRate(word) ? word[..^RateSuffix.Length] + "/s" : word;
    }

    private static int Rank(string group) =>
        group.StartsWith("loss", StringComparison.Ordinal) ? 0
        : IsRate(group) ? 1
        : 2;

    private static bool IsRate(string name) => name.EndsWith(RateSuffix, StringComparison.Ordinal);
}
