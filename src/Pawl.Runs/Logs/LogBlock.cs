using Microsoft.Win32.SafeHandles;
using Pawl.Runs.Durability;

namespace Pawl.Runs.Logs;

/// <summary>Some whole lines of a journal, each with its line feed.</summary>
/// <param name="Bytes">Valid until the next block is asked for.</param>
/// <param name="Offset">Of the first byte.</param>
internal readonly record struct LogBlock(ReadOnlyMemory<byte> Bytes, long Offset)
{
    /// <summary>Small, so that the end of a log is there at once; blocks grow up to <see cref="Largest"/> as reading goes on.</summary>
    private const int First = 64 << 10;
    private const int Largest = 1 << 20;

    /// <summary>A block that holds no whole line though it is this long holds a piece of a line too long to be a record.</summary>
    private const int LongestLine = JournalLine.MaximumBytes + 2;

    private const byte LineFeed = (byte)'\n';

    /// <summary>The lines that start at or after an offset, in file order. An unfinished last line is left out.</summary>
    public static IEnumerable<LogBlock> Forward(SafeFileHandle file, long from)
    {
        if (from > 0)
        {
            // The line that starts at "from" follows a feed at "from - 1".
            var feed = FeedFrom(file, from - 1);
            if (feed < 0)
            {
                yield break;
            }

            from = feed + 1;
        }

        var buffer = new byte[First];
        while (true)
        {
            var read = Fill(file, buffer, from);
            var whole = buffer.AsSpan(0, read).LastIndexOf(LineFeed) + 1;
            if (whole > 0)
            {
                yield return new LogBlock(buffer.AsMemory(0, whole), from);
                from += whole;
                buffer = Grown(buffer);
            }
            else if (read < buffer.Length)
            {
                yield break;
            }
            else if (buffer.Length < LongestLine)
            {
                buffer = new byte[buffer.Length * 2];
            }
            else
            {
                var feed = FeedFrom(file, from + read);
                if (feed < 0)
                {
                    yield break;
                }

                from = feed + 1;
            }
        }
    }

    /// <summary>The lines that start before an offset, last block first; lines within a block are in file order.</summary>
    public static IEnumerable<LogBlock> Backward(SafeFileHandle file, long before)
    {
        before = Math.Min(before, RandomAccess.GetLength(file));
        if (before <= 0)
        {
            yield break;
        }

        var lastFeed = FeedFrom(file, before - 1);
        var end = (lastFeed >= 0 ? lastFeed : FeedBefore(file, before - 1)) + 1;
        var buffer = new byte[First];
        while (end > 0)
        {
            var start = Math.Max(0, end - buffer.Length);
            var count = Fill(file, buffer.AsSpan(0, (int)(end - start)), start);
            count = buffer.AsSpan(0, count).LastIndexOf(LineFeed) + 1; // less where a torn tail was cut off meanwhile
            // Where the block cuts a line, that line belongs to the block before.
            var whole = start == 0 ? 0 : buffer.AsSpan(0, count).IndexOf(LineFeed) + 1;
            if (whole < count && (whole > 0 || start == 0))
            {
                yield return new LogBlock(buffer.AsMemory(whole, count - whole), start + whole);
                end = start + whole;
                buffer = Grown(buffer);
            }
            else if (buffer.Length < LongestLine)
            {
                buffer = new byte[buffer.Length * 2];
            }
            else
            {
                end = FeedBefore(file, start) + 1;
            }
        }
    }

    /// <summary>How many lines end within a range of bytes.</summary>
    public static long Lines(SafeFileHandle file, long from, long to)
    {
        var buffer = new byte[Largest];
        var lines = 0L;
        while (from < to)
        {
            var read = Fill(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, to - from)), from);
            if (read == 0)
            {
                break;
            }

            lines += buffer.AsSpan(0, read).Count(LineFeed);
            from += read;
        }

        return lines;
    }

    private static byte[] Grown(byte[] buffer) => buffer.Length < Largest ? new byte[buffer.Length * 2] : buffer;

    /// <returns>Bytes read; fewer than asked for at the end of the file alone.</returns>
    private static int Fill(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        var filled = 0;
        while (filled < buffer.Length && RandomAccess.Read(file, buffer[filled..], offset + filled) is var read and > 0)
        {
            filled += read;
        }

        return filled;
    }

    /// <returns>Offset of the first line feed at or after this one; -1 when there is none.</returns>
    private static long FeedFrom(SafeFileHandle file, long offset)
    {
        var buffer = new byte[4096];
        while (Fill(file, buffer, offset) is var read and > 0)
        {
            if (buffer.AsSpan(0, read).IndexOf(LineFeed) is var index and >= 0)
            {
                return offset + index;
            }

            offset += read;
            buffer = Grown(buffer);
        }

        return -1;
    }

    /// <returns>Offset of the last line feed before this one; -1 when there is none.</returns>
    private static long FeedBefore(SafeFileHandle file, long offset)
    {
        var buffer = new byte[4096];
        while (offset > 0)
        {
            var start = Math.Max(0, offset - buffer.Length);
            var read = Fill(file, buffer.AsSpan(0, (int)(offset - start)), start);
            if (buffer.AsSpan(0, read).LastIndexOf(LineFeed) is var index and >= 0)
            {
                return start + index;
            }

            offset = start;
            buffer = Grown(buffer);
        }

        return -1;
    }
}
