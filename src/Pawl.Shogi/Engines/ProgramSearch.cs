namespace Pawl.Shogi.Engines;

/// <summary>Finds programs by name.</summary>
public static class ProgramSearch
{
    /// <summary>Debian installs games, and so Shogi engines, where the PATH of root and of services does not look.</summary>
    private static readonly string[] GameFolders = ["/usr/games", "/usr/local/games"];

    /// <param name="program">A name, looked up in the folders of <c>PATH</c> and those of games, or a path, which has a separator in it.</param>
    /// <returns>The full path, or null when there is no such file.</returns>
    public static string? Find(string program)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(program);
        if (program.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar))
        {
            return File.Exists(program) ? Path.GetFullPath(program) : null;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] names = OperatingSystem.IsWindows() ? [program, program + ".exe"] : [program];
        return folders
            .Concat(GameFolders)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
