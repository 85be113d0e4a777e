using System.Security.Cryptography;

namespace Pawl.Evolutions.Input;

/// <summary>Walks over the lines of a file once, with one buffer that grows to the longest line, and hashes what it reads.</summary>
internal static class LineScanner
{
    /// <summary>Longer lines are told by their length alone.</summary>
    public const int LongestLine = 64 << 20;

    /// <param name="line">Gets number (from 1), offset and content of each line without its break; also of empty ones. A line too long comes empty, with its length.</param>
    /// <returns>SHA-256 of the file, lower-case hexadecimal.</returns>
    public static string Scan(Stream stream, LineVisitor line)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 18];
        var (filled, number, offset, skipped) = (0, 0, 0L, 0L);
        while (true)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            hash.AppendData(buffer, filled, read);
            var searched = filled;
            filled += read;
            var start = 0;
            while (buffer.AsSpan(searched, filled - searched).IndexOf((byte)'\n') is var found and >= 0)
            {
                var end = searched + found;
                line(++number, offset, skipped > 0 ? [] : Content(buffer.AsSpan(start, end - start), offset), skipped + end - start);
                offset += skipped + end - start + 1;
                (start, searched, skipped) = (end + 1, end + 1, 0);
            }

            if (read == 0)
            {
                if (filled - start + skipped > 0)
                {
                    line(
                        number + 1,
                        offset,
                        skipped > 0 ? [] : Content(buffer.AsSpan(start, filled - start), offset),
                        skipped + filled - start
                    );
                }

                return Convert.ToHexStringLower(hash.GetHashAndReset());
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
            {
                if (buffer.Length < LongestLine)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }
                else
                {
                    skipped += filled;
                    filled = 0;
                }
            }
        }
    }

    /// <summary>Without a carriage return at the end and a byte order mark at the beginning of the file.</summary>
    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> line, long offset)
    {
        line = offset == 0 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        return line.TrimEnd((byte)'\r');
    }
}

/// <param name="length">Of the line in the file, without its line feed.</param>
internal delegate void LineVisitor(int number, long offset, ReadOnlySpan<byte> content, long length);
