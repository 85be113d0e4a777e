using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Input;

/// <summary>
/// A file of services, one a line, that may have millions of them: 16 bytes a service are kept in memory, and the rest is read when it is
/// asked for. Reading is safe from several threads at once.
/// </summary>
public sealed class ServiceFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly Place[] _places;

    private ServiceFile(string path, SafeFileHandle file, Place[] places, IReadOnlyList<BadLine> badLines, string sha256)
    {
        FilePath = path;
        _file = file;
        _places = places;
        BadLines = badLines;
        Sha256 = sha256;
    }

    public string FilePath { get; }

    /// <summary>Good services; ordinals are below it.</summary>
    public int Count => _places.Length;

    /// <summary>Of the whole file as it was when it was opened, lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Lines that are no service or repeat the id of one, in order.</summary>
    public IReadOnlyList<BadLine> BadLines { get; }

    /// <summary>Reads the file once from end to end.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ServiceFile Open(string path)
    {
        var places = new List<Place>();
        var badLines = new List<BadLine>();
        // By hash, so that long ids take no memory; given up when the file is indexed.
        var lines = new Dictionary<UInt128, int>();
        string sha256;
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan))
        {
            sha256 = LineScanner.Scan(
                stream,
                (number, offset, content, length) =>
                {
                    if (length > LineScanner.LongestLine)
                    {
                        var reason = $"the line has {length} bytes; at most {LineScanner.LongestLine} are read";
                        badLines.Add(new(number, null, QuarantineKind.SchemaMismatch, reason) { Offset = offset, Length = 0 });
                    }
                    else if (!content.Trim(" \t"u8).IsEmpty)
                    {
                        var place = new Place(offset, (int)length, number);
                        if (Fault(content, place, lines) is { } bad)
                        {
                            badLines.Add(bad);
                        }
                        else
                        {
                            places.Add(place);
                        }
                    }
                }
            );
        }

        return new(path, File.OpenHandle(path), [.. places], badLines, sha256);
    }

    /// <param name="ordinal">From 0, in the order of the file, bad lines not counted.</param>
    /// <exception cref="EvolutionException">The line is no longer what it was: somebody changed the file.</exception>
    public ServiceInput Read(int ordinal)
    {
        var place = _places[ordinal];
        var bytes = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            var line = Fill(bytes.AsSpan(0, place.Length), place.Offset);
            return ServiceLine.Read(line, out var kind, out var reason)
                ?? throw new EvolutionException(
                    $"line {place.Line}",
                    "input",
                    kind,
                    $"'{FilePath}' changed while it was in use: {reason}. Start a new run for the new file."
                );
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>The number, from 1, of the line of a service.</summary>
    public int LineOf(int ordinal) => _places[ordinal].Line;

    /// <summary>A bad line as something to set aside.</summary>
    public QuarantineItem Quarantine(BadLine bad)
    {
        var bytes = new byte[bad.Length];
        var raw = Encoding.UTF8.GetString(Fill(bytes, bad.Offset));
        return new(bad.Kind, bad.ServiceId ?? $"line {bad.Line}", "input", $"Line {bad.Line} of '{FilePath}': {bad.Reason}.", raw);
    }

    public void Dispose() => _file.Dispose();

    private static BadLine? Fault(ReadOnlySpan<byte> content, Place place, Dictionary<UInt128, int> lines)
    {
        BadLine Bad(string? id, string kind, string reason) =>
            new(place.Line, id, kind, reason.TrimEnd('.')) { Offset = place.Offset, Length = place.Length };

        if (!ServiceGlance.IsGood(content, out var id))
        {
            if (ServiceLine.Read(content, out var kind, out var reason) is not { } service)
            {
                return Bad(ServiceLine.FindId(content), kind, reason);
            }

            id = Encoding.UTF8.GetBytes(service.ServiceId);
        }

        var key = Key(id);
        if (lines.TryAdd(key, place.Line))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(id);
        return Bad(text, QuarantineKind.SchemaMismatch, $"service_id '{text}' is taken by line {lines[key]}");
    }

    private static UInt128 Key(ReadOnlySpan<byte> serviceId)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(serviceId, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>The bytes of a line, trimmed as the scanner does; fewer when the file was cut.</summary>
    private ReadOnlySpan<byte> Fill(Span<byte> bytes, long offset)
    {
        var filled = 0;
        while (filled < bytes.Length && RandomAccess.Read(_file, bytes[filled..], offset + filled) is var read and > 0)
        {
            filled += read;
        }

        ReadOnlySpan<byte> line = bytes[..filled];
        line = offset == 0 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        return line.TrimEnd((byte)'\r');
    }

    /// <summary>16 bytes.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(long Offset, int Length, int Line);
}
