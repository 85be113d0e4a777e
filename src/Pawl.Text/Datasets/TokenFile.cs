using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Pawl.Text.Datasets;

/// <summary>Tokens in a memory-mapped file: little-endian unsigned integers of 2 or 4 bytes, nothing else. Safe to read from any thread.</summary>
public sealed class TokenFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int _width;

    private TokenFile(string path, int width, long count)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        (_width, Count) = (width, count);
    }

    /// <summary>Tokens in the file.</summary>
    public long Count { get; }

    /// <summary>2 bytes when they can hold every id, else 4.</summary>
    public static int WidthFor(int vocabularySize) => vocabularySize <= 1 << 16 ? 2 : 4;

    /// <exception cref="InvalidDataException">The file does not hold that many tokens of that width.</exception>
    public static TokenFile Open(string path, int width, long count)
    {
        var bytes = new FileInfo(path).Length;
        return width is 2 or 4 && bytes == width * count && count > 0
            ? new TokenFile(path, width, count)
            : throw new InvalidDataException(
                $"{path} has {bytes} bytes: expected {count} tokens of {width} bytes, at least one. Prepare the data again."
            );
    }

    public static void Write(string path, ReadOnlySpan<int> tokens, int width)
    {
        using var stream = File.Create(path);
        if (width == 4)
        {
            stream.Write(MemoryMarshal.AsBytes(tokens));
            return;
        }

        var narrow = new ushort[Math.Min(tokens.Length, 1 << 16)];
        while (!tokens.IsEmpty)
        {
            var count = Math.Min(tokens.Length, narrow.Length);
            for (var i = 0; i < count; i++)
            {
                narrow[i] = checked((ushort)tokens[i]);
            }

            stream.Write(MemoryMarshal.AsBytes(narrow.AsSpan(0, count)));
            tokens = tokens[count..];
        }
    }

    /// <summary>Copies the tokens from <paramref name="start"/> on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the file.</exception>
    public void Read(long start, Span<int> tokens)
    {
        if (start < 0 || start + tokens.Length > Count)
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"Tokens {start} to {start + tokens.Length} of {Count} were asked for.");
        }

        var bytes = _view.SafeMemoryMappedViewHandle;
        if (_width == 4)
        {
            bytes.ReadSpan((ulong)start * 4, tokens);
            return;
        }

        Span<ushort> narrow = stackalloc ushort[256];
        for (var done = 0; done < tokens.Length; done += narrow.Length)
        {
            var part = narrow[..Math.Min(narrow.Length, tokens.Length - done)];
            bytes.ReadSpan((ulong)(start + done) * 2, part);
            for (var i = 0; i < part.Length; i++)
            {
                tokens[done + i] = part[i];
            }
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
