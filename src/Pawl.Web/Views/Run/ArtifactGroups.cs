using Pawl.Runs.Model;

namespace Pawl.Web.Views.Run;

/// <summary>Artifacts by kind, what people look at first: plots, samples, tables, texts, then weights and the rest.</summary>
internal static class ArtifactGroups
{
    /// <summary>Most files of a kind that the page lists.</summary>
    public const int MostShown = 200;

    /// <summary>Most plots that are opened by themselves.</summary>
    public const int MostOpened = 24;

    private static readonly string[] Order = ["plot", "sample", "report", "table", "text", "weights"];

    public static IEnumerable<IGrouping<string, ArtifactRow>> Of(IEnumerable<ArtifactRow> artifacts) =>
        artifacts
            .GroupBy(row => row.Kind)
            .OrderBy(group => Array.IndexOf(Order, group.Key) is >= 0 and var place ? place : Order.Length)
            .ThenBy(group => group.Key, StringComparer.Ordinal);

    public static string Title(string kind, int count) =>
        $"{char.ToUpperInvariant(kind[0])}{kind[1..].Replace('_', ' ')}{(count == 1 || kind.EndsWith('s') ? "" : "s")} ({count})";
}
