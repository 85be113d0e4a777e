namespace Pawl.Runs.Durability;

/// <summary>
/// Commits a folder of files as one: it appears under its name complete and on disk, or not at all. Used for checkpoints and prepared data.
/// </summary>
public static class AtomicFolder
{
    /// <summary>
    /// Lets <paramref name="fill"/> write files into a temporary folder beside the target, flushes them, and gives the folder its name.
    /// When <paramref name="fill"/> throws, the old folder stays and nothing is left behind.
    /// </summary>
    /// <param name="path">The folder to create or replace. An old one is swapped in one step where the file system can; where it cannot
    /// it is moved aside first, so that a death just then leaves neither under the name.</param>
    public static void Write(string path, Action<string> fill)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var parent = Path.GetDirectoryName(full)!;
        DurableFolder.Create(parent);
        var temporary = TemporaryName.For(full);
        Directory.CreateDirectory(temporary);
        try
        {
            fill(temporary);
            DurableFolder.FlushTree(temporary);
            Commit(temporary, full, parent);
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    private static void Commit(string temporary, string path, string parent)
    {
        if (!Directory.Exists(path))
        {
            Directory.Move(temporary, path);
            DurableNative.FlushFolder(parent);
            return;
        }

        if (!DurableNative.TryExchange(temporary, path))
        {
            var aside = TemporaryName.For(path);
            Directory.Move(path, aside);
            Directory.Move(temporary, path);
            Directory.Move(aside, temporary);
        }

        DurableNative.FlushFolder(parent);
        Discard(temporary);
    }

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
