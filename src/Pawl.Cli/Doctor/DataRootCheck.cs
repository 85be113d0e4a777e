using System.Security.Cryptography;
using Pawl.Cli.Output;

namespace Pawl.Cli.Doctor;

/// <summary>Whether the data root can hold what a run promises: written, flushed, and still there after a power cut.</summary>
internal static class DataRootCheck
{
    private const long LeastFreeBytes = 2L << 30;
    private const int Flushes = 5;
    private static readonly string[] InMemory = ["tmpfs", "ramfs"];
    private static readonly string[] OverNetwork = ["nfs", "nfs4", "cifs", "smb2", "smb3", "9p", "fuse.sshfs"];

    public static IEnumerable<Finding> Look(string home, TimeProvider time)
    {
        var existing = NearestExisting(home);
        yield return Directory.Exists(home)
            ? new Finding("data root", Verdict.Ok, home)
            : new Finding("data root", Verdict.Ok, $"{home} (will be created)");
        yield return FileSystem(existing);
        yield return Flush(existing, time);
    }

    private static Finding FileSystem(string folder)
    {
        var drive = new DriveInfo(folder);
        var found = $"{drive.DriveFormat}, {Format.Bytes(drive.AvailableFreeSpace)} free";
        if (InMemory.Contains(drive.DriveFormat))
        {
            return new Finding(
                "file system",
                Verdict.Doubtful,
                found,
                "Lives in memory: a reboot loses every run. Choose a disk with --home."
            );
        }

        if (OverNetwork.Contains(drive.DriveFormat))
        {
            return new Finding(
                "file system",
                Verdict.Doubtful,
                found,
                "SQLite's locks are unsafe over a network: keep the data root on a local disk."
            );
        }

        return drive.AvailableFreeSpace >= LeastFreeBytes
            ? new Finding("file system", Verdict.Ok, found)
            : new Finding("file system", Verdict.Doubtful, found, "Checkpoints need room: free some, or choose another disk with --home.");
    }

    private static Finding Flush(string folder, TimeProvider time)
    {
        var path = Path.Combine(folder, $".pawl-doctor-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");
        try
        {
            var fastest = TimeSpan.MaxValue;
            using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                for (var i = 0; i < Flushes; i++)
                {
                    file.Write("a line of a journal, flushed to the disk\n"u8);
                    var start = time.GetTimestamp();
                    file.Flush(flushToDisk: true);
                    var took = time.GetElapsedTime(start);
                    fastest = took < fastest ? took : fastest;
                }
            }

            var found = $"{fastest.TotalMilliseconds:0.00} ms to flush a line to disk";
            return fastest.TotalMilliseconds < 50
                ? new Finding("fsync", Verdict.Ok, found)
                : new Finding("fsync", Verdict.Doubtful, found, "Slow: each database commit waits this long. A local SSD helps.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Finding(
                "fsync",
                Verdict.Wrong,
                $"cannot write in {folder}: {fault.Message}",
                "Name a folder you own with --home or PAWL_HOME."
            );
        }
    }

    private static string NearestExisting(string path)
    {
        var folder = path;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
        {
            folder = parent;
        }

        return folder;
    }
}
