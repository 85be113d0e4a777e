namespace Pawl.Runs.Workloads.Command;

/// <summary>Finds the file of a program as a shell would: a name with a slash is a path, any other is looked for in PATH.</summary>
internal static class ProgramLookup
{
    /// <param name="workingFolder">Absolute; relative paths are taken from here.</param>
    /// <param name="searchPath">The PATH the program will see.</param>
    /// <returns>An absolute path.</returns>
    /// <exception cref="WorkloadException">Names what was searched; not worth another attempt.</exception>
    public static string Find(string name, string workingFolder, string? searchPath)
    {
        if (name.Contains('/') || Path.IsPathRooted(name))
        {
            var path = Path.GetFullPath(Path.Combine(workingFolder, name));
            return IsExecutable(path) ? path : throw NotFound(name, $"{path} is {Fault(path)}");
        }

        var folders = (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var candidates = folders.Select(folder => Path.GetFullPath(Path.Combine(workingFolder, folder, name))).SelectMany(Spellings);
        return candidates.FirstOrDefault(IsExecutable)
            ?? throw NotFound(
                name,
                folders.Length == 0 ? "PATH is empty" : $"none of the folders of PATH holds it: {string.Join(", ", folders)}"
            );
    }

    /// <summary>Null when it is nowhere in PATH.</summary>
    public static string? FindInPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(IsExecutable);

    private static string[] Spellings(string path) => OperatingSystem.IsWindows() ? [path, path + ".exe", path + ".cmd"] : [path];

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != UnixFileMode.None);

    private static string Fault(string path) =>
        Directory.Exists(path) ? "a folder"
        : File.Exists(path) ? "not executable (chmod +x makes it so)"
        : "not there";

    private static WorkloadException NotFound(string name, string searched) =>
        new(
            "program_not_found",
            retryable: false,
            $"Cannot start '{name}': {searched}. Correct {CommandSchema.Arguments} or install the program."
        );

    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}
