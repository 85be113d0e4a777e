using Microsoft.Win32.SafeHandles;

namespace Pawl.Runs.Durability;

/// <summary>
/// Appends to a journal: a file with one checksummed JSON object a line. A batch reaches the file by one append-mode write, so a process
/// that dies leaves whole records and at most one torn one, which the next open cuts off. Not safe for several threads.
/// </summary>
public sealed class JournalWriter : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly string _path;

    private JournalWriter(string path, SafeFileHandle file, long cutBytes)
    {
        _path = path;
        _file = file;
        CutBytes = cutBytes;
    }

    /// <summary>Bytes after the last good record that were cut off when the journal was opened: more than 0 tells of an earlier death.</summary>
    public long CutBytes { get; }

    /// <summary>Opens or creates a journal and cuts a torn tail back to the last good record.</summary>
    public static JournalWriter Open(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        DurableFolder.Create(folder);
        var isNew = !File.Exists(full);
        var cut = isNew ? 0 : JournalRepair.CutTornTail(full);
        var file = DurableNative.OpenForAppend(full);
        if (isNew)
        {
            DurableNative.FlushFolder(folder);
        }

        return new JournalWriter(full, file, cut);
    }

    /// <summary>Appends a batch. After this the records survive the death of the process; after <see cref="Flush"/> that of the machine.</summary>
    /// <exception cref="IOException">The disk is full or broken. The part that was written is taken back.</exception>
    public void Append(JournalBatch batch)
    {
        var lines = batch.Lines;
        if (lines.IsEmpty)
        {
            return;
        }

        var written = DurableNative.WriteOnce(_file, lines);
        if (written < lines.Length)
        {
            RandomAccess.SetLength(_file, RandomAccess.GetLength(_file) - written);
            throw new IOException($"'{_path}': only {written} of {lines.Length} bytes could be appended. Free some space on its disk.");
        }
    }

    /// <param name="durable">True waits until everything appended is on disk; false does nothing, as appends are not buffered here.</param>
    public void Flush(bool durable)
    {
        if (durable)
        {
            RandomAccess.FlushToDisk(_file);
        }
    }

    public void Dispose() => _file.Dispose();
}
