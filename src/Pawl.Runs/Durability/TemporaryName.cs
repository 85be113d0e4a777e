using System.Globalization;
using System.Security.Cryptography;

namespace Pawl.Runs.Durability;

/// <summary>
/// Names of files and folders that are being written: <c>NAME.tmp-PID-RANDOM</c>, beside their target so that the rename stays on one
/// file system. The process id lets a sweep leave those of a living process of this machine alone.
/// </summary>
public static class TemporaryName
{
    private const string Mark = ".tmp-";

    /// <summary>A new name beside a path.</summary>
    public static string For(string path) =>
        $"{Path.TrimEndingDirectorySeparator(path)}{Mark}{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    public static bool Is(string path) => Path.GetFileName(path.AsSpan()).Contains(Mark, StringComparison.Ordinal);

    /// <summary>
    /// Removes what interrupted writes left directly inside a folder. Call it as the owner of the folder: leftovers of other machines'
    /// processes are removed too.
    /// </summary>
    /// <returns>How many files and folders were removed; 0 when the folder does not exist.</returns>
    public static int Sweep(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        var removed = 0;
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder, $"*{Mark}*").Where(IsAbandoned).ToList())
        {
            if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }

            removed++;
        }

        return removed;
    }

    private static bool IsAbandoned(string path)
    {
        var name = Path.GetFileName(path);
        var owner = name[(name.LastIndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..].Split('-')[0];
        return !int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
            || !Directory.Exists($"/proc/{processId}");
    }
}
