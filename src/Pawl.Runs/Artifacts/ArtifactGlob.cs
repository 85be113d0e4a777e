namespace Pawl.Runs.Artifacts;

/// <summary>
/// A pattern for files below a folder: <c>weights/best.pt</c>, <c>*.png</c> (in the folder itself), <c>**/*.json</c> (at any depth).
/// <c>*</c> and <c>?</c> stay inside one part of the path; <c>**</c> stands for any number of folders, none included.
/// </summary>
public sealed class ArtifactGlob
{
    private readonly string[] _parts;

    private ArtifactGlob(string[] parts) => _parts = parts;

    /// <summary>What is wrong with a pattern, or null.</summary>
    public static string? Fault(string pattern) => ArtifactPath.Fault(pattern);

    /// <exception cref="ArtifactPathException">The pattern is absolute or leads upwards.</exception>
    public static ArtifactGlob Parse(string pattern) =>
        Fault(pattern) is { } fault ? throw new ArtifactPathException(pattern, fault) : new ArtifactGlob(pattern.Split('/'));

    /// <summary>The matching files, in ordinal order, relative with forward slashes. Linked folders are not entered; links to files count.</summary>
    /// <param name="isExcluded">Folders (absolute) that are not entered, such as the data root inside a working folder.</param>
    public IReadOnlyList<string> Find(string folder, Func<string, bool> isExcluded)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        if (Directory.Exists(folder))
        {
            Walk(folder, "", 0, isExcluded, found);
        }

        return [.. found];
    }

    private void Walk(string folder, string prefix, int at, Func<string, bool> isExcluded, SortedSet<string> found)
    {
        var part = _parts[at];
        var isLast = at == _parts.Length - 1;
        if (part == "**" && !isLast)
        {
            Walk(folder, prefix, at + 1, isExcluded, found);
        }

        if (isLast)
        {
            found.UnionWith(
                Names(Directory.EnumerateFiles(folder)).Where(name => part == "**" || Matches(name, part)).Select(name => prefix + name)
            );
        }

        if (isLast && part != "**")
        {
            return;
        }

        foreach (var name in Names(Directory.EnumerateDirectories(folder)).Where(name => part == "**" || Matches(name, part)))
        {
            var inner = Path.Combine(folder, name);
            if (!isExcluded(inner) && new DirectoryInfo(inner).LinkTarget is null)
            {
                Walk(inner, $"{prefix}{name}/", part == "**" ? at : at + 1, isExcluded, found);
            }
        }
    }

    private static List<string> Names(IEnumerable<string> paths) => paths.Select(path => Path.GetFileName(path)).ToList();

    /// <summary>Greedy match with one point of return, linear in practice and at worst O(n·m).</summary>
    private static bool Matches(string name, string pattern)
    {
        var (n, p, star, mark) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, n);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                (n, p) = (n + 1, p + 1);
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }
}
