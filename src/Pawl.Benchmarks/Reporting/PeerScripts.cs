namespace Pawl.Benchmarks.Reporting;

/// <summary>Finds the checkout, which holds the peers and the page that the report writes.</summary>
public static class PeerScripts
{
    /// <summary>Relative to the root of the repository.</summary>
    public const string Folder = "bench/peers";

    /// <summary>Relative to the root of the repository.</summary>
    public const string Page = "docs/performance.md";

    /// <returns>The nearest folder at or above one of these that holds the peers, or null.</returns>
    public static string? FindRoot(params IEnumerable<string> starts) =>
        starts.SelectMany(Upwards).FirstOrDefault(folder => File.Exists(Path.Combine(folder, Folder, "gpt-step.py")));

    private static IEnumerable<string> Upwards(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
