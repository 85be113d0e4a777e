namespace Pawl.Runs.Durability;

/// <summary>Finds where the end of a journal begins, so that nobody reads a gigabyte for its last lines.</summary>
public static class JournalEnd
{
    /// <summary>Offset of the first whole line within the last bytes of a file.</summary>
    /// <param name="bytes">At least 1; how much of the end is wanted.</param>
    /// <returns>0 for a shorter file, or one that does not exist; the length of the file when no line begins there.</returns>
    public static long OffsetOf(string path, long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        if (!File.Exists(path))
        {
            return 0;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        if (file.Length <= bytes)
        {
            return 0;
        }

        // From the byte before: a line that begins just there is whole.
        file.Position = file.Length - bytes - 1;
        int read;
        while ((read = file.ReadByte()) >= 0)
        {
            if (read == '\n')
            {
                return file.Position;
            }
        }

        return file.Length;
    }
}
