namespace Pawl.Runs.Artifacts;

/// <summary>
/// Keeps paths from outside (a host, a URL, a database of another machine) inside their folder, whatever way out they spell.
/// </summary>
public static class ArtifactPath
{
    private const int LongestPath = 1024;

    /// <summary>What is wrong with the text of a path, or null. The same answer on every system.</summary>
    public static string? Fault(string path) =>
        path.Length == 0 ? "it is empty"
        : path.Length > LongestPath ? $"it is longer than {LongestPath} characters"
        : path.Contains('\\') ? "it holds a backslash"
        : path.Any(char.IsControl) ? "it holds a control character"
        : path.StartsWith('/') || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])) ? "it is absolute"
        : path.Split('/').Any(part => part is "" or "." or "..") ? "it holds an empty part, '.' or '..'"
        : null;

    /// <summary>The absolute path of a file inside a folder. Links are followed, as long as they stay inside.</summary>
    /// <returns>A path without links below the root; what it names need not exist.</returns>
    /// <exception cref="ArtifactPathException">It leads out of the folder, by its text or through a link.</exception>
    public static string Resolve(string root, string path)
    {
        if (Fault(path) is { } fault)
        {
            throw new ArtifactPathException(path, fault);
        }

        var inside = RealPath(Path.GetFullPath(root));
        var current = inside;
        foreach (var part in path.Split('/'))
        {
            current = Follow(Path.Combine(current, part), path);
            if (current != inside && !current.StartsWith(inside.TrimEnd('/') + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new ArtifactPathException(path, $"'{part}' is a link that leads out");
            }
        }

        return current;
    }

    /// <summary>Links of links end somewhere real; that place may itself be reached through linked folders.</summary>
    private static string Follow(string path, string asked)
    {
        try
        {
            return Target(path) is { } target ? RealPath(target.FullName) : path;
        }
        catch (IOException)
        {
            throw new ArtifactPathException(asked, "it holds a link that leads in a circle");
        }
    }

    private static string RealPath(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        var here = Path.Combine(RealPath(parent), Path.GetFileName(path));
        return Target(here) is { } target ? RealPath(target.FullName) : here;
    }

    /// <summary>Null for what is no link, or is not there at all.</summary>
    private static FileSystemInfo? Target(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? null : file.ResolveLinkTarget(returnFinalTarget: true);
    }
}
