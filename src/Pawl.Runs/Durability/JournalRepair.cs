namespace Pawl.Runs.Durability;

/// <summary>Finds the end of the last good record of a journal and cuts off what follows it.</summary>
internal static class JournalRepair
{
    /// <summary>The tail looked at first. It holds thousands of records, so the whole file is read only when far more than one is damaged.</summary>
    private const int TailBytes = 1 << 20;

    /// <returns>Bytes cut off; 0 when the file ends in a good record or is empty.</returns>
    public static long CutTornTail(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 1);
        var length = file.Length;
        var end = EndOfLastGood(file, length) ?? JournalReader.Read(path).Select(record => record.End).LastOrDefault();
        if (end == length)
        {
            return 0;
        }

        file.SetLength(end);
        file.Flush(flushToDisk: true);
        return length - end;
    }

    private static long? EndOfLastGood(FileStream file, long length)
    {
        var start = Math.Max(0, length - TailBytes);
        var tail = new byte[length - start];
        file.Position = start;
        file.ReadExactly(tail);
        var end = tail.Length;
        while (true)
        {
            var lineFeed = tail.AsSpan(0, end).LastIndexOf((byte)'\n');
            if (lineFeed < 0)
            {
                return start == 0 ? 0 : null;
            }

            var before = tail.AsSpan(0, lineFeed).LastIndexOf((byte)'\n');
            if (before < 0 && start > 0)
            {
                return null;
            }

            if (JournalLine.Damage(tail.AsSpan(before + 1, lineFeed - before - 1)) is null)
            {
                return start + lineFeed + 1;
            }

            end = before + 1;
        }
    }
}
