using System.Runtime.InteropServices;

namespace Pawl.Text.Corpora;

/// <summary>Finds the SDK's reference packs, <c>packs/*.Ref/VERSION/ref/FRAMEWORK/*.xml</c>, beside the running .NET.</summary>
internal static class ReferencePacks
{
    /// <summary>The .NET folders to look into, in this order.</summary>
    public static IReadOnlyList<string> SearchFolders()
    {
        // Sample of the runtime folder: /usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.1/
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string?[] folders =
        [
            Environment.GetEnvironmentVariable("DOTNET_ROOT"),
            runtime,
            .. path.Select(OfExecutable),
            "/usr/share/dotnet",
            "/usr/lib/dotnet",
            "/usr/lib64/dotnet",
            "/usr/local/share/dotnet",
            "/opt/dotnet",
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet"),
        ];
        return [.. folders.Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Path.GetFullPath(folder!)).Distinct()];
    }

    /// <summary>
    /// The documentation files of the first folder that has any: of each pack the newest version, and of files with one name the one of
    /// the first pack, since packs repeat each other's.
    /// </summary>
    /// <exception cref="CorpusException">No folder has any.</exception>
    public static IReadOnlyList<CorpusFile> Find(IReadOnlyList<string> folders)
    {
        foreach (var folder in folders)
        {
            var packs = Path.Combine(folder, "packs");
            var files = Directory.Exists(packs) ? InPacks(packs) : [];
            if (files.Count > 0)
            {
                return files;
            }
        }

        throw new CorpusException(
            "data.corpus is dotnet-docs, but no reference pack with XML documentation (packs/*.Ref/VERSION/ref/*/*.xml) was found in "
                + $"{string.Join(", ", folders)}. Install the .NET SDK (the runtime alone has none) or set DOTNET_ROOT to its folder, "
                + "or set data.corpus to files and list your own in data.paths."
        );
    }

    private static List<CorpusFile> InPacks(string packs) =>
        Directory
            .EnumerateDirectories(packs, "*.Ref")
            // Microsoft.NETCore.App.Ref first: it is the owner of the files others repeat.
            .OrderBy(pack => Path.GetFileName(pack) != "Microsoft.NETCore.App.Ref")
            .ThenBy(pack => pack, StringComparer.Ordinal)
            .SelectMany(InPack)
            .DistinctBy(file => Path.GetFileName(file.Path))
            .ToList();

    private static IEnumerable<CorpusFile> InPack(string pack) =>
        Directory
            .EnumerateDirectories(pack)
            .OrderByDescending(Version)
            .ThenByDescending(version => version, StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "ref"))
            .Where(Directory.Exists)
            .Take(1)
            .SelectMany(reference => Directory.EnumerateFiles(reference, "*.xml", SearchOption.AllDirectories))
            .Select(path => new CorpusFile(Path.GetRelativePath(Path.GetDirectoryName(pack)!, path).Replace('\\', '/'), path))
            .OrderBy(file => file.Name, StringComparer.Ordinal);

    private static Version Version(string folder) =>
        System.Version.TryParse(Path.GetFileName(folder).Split('-')[0], out var version) ? version : new Version(0, 0);

    private static string? OfExecutable(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return file.Exists ? Path.GetDirectoryName(file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName) : null;
    }
}
