using Pawl.Cli.Faults;

namespace Pawl.Cli.CommandLine;

/// <summary>Where the database, the runs and the prepared data live.</summary>
internal static class DataRoot
{
    public const string Variable = "PAWL_HOME";
    public const string DatabaseName = "pawl.db";
    private const string FolderName = ".pawl";

    /// <summary>Absolute path: <c>--home</c>, else <c>$PAWL_HOME</c>, else the nearest <c>.pawl/</c> upwards, else <c>./.pawl</c>. Creates nothing.</summary>
    public static string Locate(string? option, string? variable, string currentFolder)
    {
        if (!string.IsNullOrWhiteSpace(option))
        {
            return Path.GetFullPath(option, currentFolder);
        }

        if (!string.IsNullOrWhiteSpace(variable))
        {
            return Path.GetFullPath(variable, currentFolder);
        }

        for (var folder = new DirectoryInfo(currentFolder); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, FolderName);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return Path.Combine(currentFolder, FolderName);
    }

    /// <exception cref="CliException">The folder cannot be created.</exception>
    public static string Ensure(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.Usage,
                $"The data root must be a folder pawl can write, got '{path}': {fault.Message}",
                $"Name another with --home PATH or {Variable}.",
                fault
            );
        }
    }
}
