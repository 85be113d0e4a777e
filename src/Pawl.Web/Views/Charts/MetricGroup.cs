namespace Pawl.Web.Views.Charts;

/// <summary>Metrics that share a chart: those with the same words before the first <c>/</c>, at most eight, as there are eight colours.</summary>
/// <param name="Name">Such as <c>loss</c> for <c>loss/train</c> and <c>loss/validation</c>; a metric without a slash is a group of its own.</param>
/// <param name="Page">From 1: which eight of the group.</param>
internal sealed record MetricGroup(string Name, int Page, IReadOnlyList<string> Metrics, int Pages)
{
    public const int MostMetrics = 8;

    public string Title => Pages == 1 ? Name : $"{Name} ({Page} of {Pages})";

    /// <summary>What its legend calls a metric.</summary>
    public string Label(string metric) => metric == Name ? metric : metric[(Name.Length + 1)..];

    /// <summary>In the order in which the first metric of each came.</summary>
    public static IReadOnlyList<MetricGroup> Of(IEnumerable<string> metrics) =>
        [
            .. metrics
                .GroupBy(NameOf, StringComparer.Ordinal)
                .SelectMany(group =>
                {
                    var pages = group.Chunk(MostMetrics).ToList();
                    return pages.Select((page, i) => new MetricGroup(group.Key, i + 1, page, pages.Count));
                }),
        ];

    private static string NameOf(string metric) =>
        metric.IndexOf('/') is var slash and > 0 && slash < metric.Length - 1 ? metric[..slash] : metric;
}
