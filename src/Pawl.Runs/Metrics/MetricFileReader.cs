using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Pawl.Runs.Durability;

namespace Pawl.Runs.Metrics;

/// <summary>Reads a stretch of <c>metrics.ndjson</c> with all cores: it is cut into segments, and a line belongs to the segment it starts in.</summary>
internal static class MetricFileReader
{
    /// <summary>Long enough that finding the first line of a segment costs nothing, short enough that some are in memory at once.</summary>
    private const int SegmentBytes = 1 << 20;

    private const int Overhang = 1 << 12;

    /// <summary>Segments read before what they held is taken over: bounds the memory of a long file.</summary>
    private const int WaveSegments = 32;

    /// <param name="from">0, or an end that an earlier call returned.</param>
    /// <param name="length">Of the file; what is appended meanwhile is left.</param>
    /// <param name="take">Called with what was read, in file order.</param>
    /// <returns>The end of the last whole line: where to go on.</returns>
    public static long Read(SafeFileHandle file, long from, long length, Action<MetricSegment> take)
    {
        var end = from;
        var segments = (length - from + SegmentBytes - 1) / SegmentBytes;
        for (var wave = 0L; wave < segments; wave += WaveSegments)
        {
            var read = new MetricSegment[Math.Min(WaveSegments, segments - wave)];
            if (read.Length == 1)
            {
                read[0] = Segment(file, from, from + wave * SegmentBytes, length);
            }
            else
            {
                Parallel.For(0, read.Length, i => read[i] = Segment(file, from, from + (wave + i) * SegmentBytes, length));
            }

            foreach (var segment in read)
            {
                end = Math.Max(end, segment.End);
                take(segment);
            }
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static MetricSegment Segment(SafeFileHandle file, long from, long start, long length)
    {
        var table = new MetricTable();
        var lines = new MetricLineReader(table);
        var stop = Math.Min(start + SegmentBytes, length);
        // One byte back: a line feed there means that a line starts just here.
        var offset = start == from ? start : start - 1;
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent((int)Math.Min(SegmentBytes + Overhang, length - offset));
        try
        {
            var filled = ReadFully(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - offset)), offset);
            var at = start == from ? 0 : buffer.AsSpan(0, filled).IndexOf((byte)'\n') + 1;
            if (start != from && at == 0)
            {
                return new MetricSegment(table, 0, -1);
            }

            var dropped = 0;
            while (offset + at < stop)
            {
                var lineFeed = buffer.AsSpan(at, filled - at).IndexOf((byte)'\n');
                if (lineFeed >= 0)
                {
                    lines.Take(buffer.AsSpan(at, lineFeed));
                    at += lineFeed + 1;
                }
                else if (LineFeedFrom(file, offset + filled, length) is { } far)
                {
                    // Longer than the overhang: read it alone, or pass over it when no record is so long.
                    var bytes = far - offset - at;
                    if (bytes > JournalLine.MaximumBytes)
                    {
                        dropped++;
                    }
                    else
                    {
                        var line = new byte[bytes];
                        ReadFully(file, line, offset + at);
                        lines.Take(line);
                    }

                    return new MetricSegment(table, lines.Damaged + dropped, far + 1);
                }
                else
                {
                    break;
                }
            }

            return new MetricSegment(table, lines.Damaged, offset + at);
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static long? LineFeedFrom(SafeFileHandle file, long offset, long length)
    {
        var buffer = new byte[1 << 16];
        while (offset < length)
        {
            var filled = ReadFully(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - offset)), offset);
            var found = buffer.AsSpan(0, filled).IndexOf((byte)'\n');
            if (found >= 0)
            {
                return offset + found;
            }

            if (filled == 0)
            {
                return null;
            }

            offset += filled;
        }

        return null;
    }

    /// <summary>Fills the span, or reads to the end of the file.</summary>
    private static int ReadFully(SafeFileHandle file, Span<byte> span, long offset)
    {
        var filled = 0;
        while (filled < span.Length && RandomAccess.Read(file, span[filled..], offset + filled) is var read and > 0)
        {
            filled += read;
        }

        return filled;
    }
}
