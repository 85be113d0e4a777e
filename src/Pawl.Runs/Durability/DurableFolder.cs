namespace Pawl.Runs.Durability;

/// <summary>Folders whose existence survives a power cut: a new name is durable once the folder that holds it was flushed.</summary>
public static class DurableFolder
{
    /// <summary>Creates a folder and those above it, and flushes each folder that got a new name.</summary>
    public static void Create(string folder)
    {
        var full = Path.GetFullPath(folder);
        if (Directory.Exists(full))
        {
            return;
        }

        var parent = Path.GetDirectoryName(full);
        if (parent is not null)
        {
            Create(parent);
        }

        Directory.CreateDirectory(full);
        if (parent is not null)
        {
            DurableNative.FlushFolder(parent);
        }
    }

    /// <summary>Flushes the names inside one folder, after files of it were created, renamed or removed.</summary>
    public static void Flush(string folder) => DurableNative.FlushFolder(folder);

    /// <summary>Flushes every file of a folder and of those below it, then the folders, deepest first.</summary>
    public static void FlushTree(string folder)
    {
        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            FlushTree(inner);
        }

        foreach (var file in Directory.EnumerateFiles(folder))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(handle);
        }

        DurableNative.FlushFolder(folder);
    }
}
