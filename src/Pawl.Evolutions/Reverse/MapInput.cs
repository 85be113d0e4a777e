using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Pawl.Evolutions.Input;
using Pawl.Evolutions.Output;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reference;

namespace Pawl.Evolutions.Reverse;

/// <summary>
/// A file of what is to be mapped, one service a line: evolutions of version 1.1, whose mappings are left out, or records
/// <c>{"service":{…},"features":[…]}</c>, whose features are taken to be of the first plateau. Flat memory; safe to read from several threads.
/// </summary>
public sealed class MapInput : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly List<(long Offset, int Length, int Line)> _places;
    private readonly ReferenceLibrary _reference;

    private MapInput(
        SafeFileHandle file,
        List<(long Offset, int Length, int Line)> places,
        ReferenceLibrary reference,
        IReadOnlyList<BadLine> badLines,
        string sha256
    )
    {
        _file = file;
        _places = places;
        _reference = reference;
        BadLines = badLines;
        Sha256 = sha256;
    }

    public int Count => _places.Count;

    /// <summary>Of the whole file, lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Lines that are neither of the two, or repeat a service, in order.</summary>
    public IReadOnlyList<BadLine> BadLines { get; }

    /// <param name="serviceId">Only this service; null for all.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static MapInput Open(string path, ReferenceLibrary reference, string? serviceId = null)
    {
        var places = new List<(long Offset, int Length, int Line)>();
        var bad = new List<BadLine>();
        var lines = new Dictionary<string, int>();
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        var sha256 = LineScanner.Scan(
            stream,
            (number, offset, content, length) =>
            {
                if (content.Trim(" \t"u8).IsEmpty || (serviceId is not null && EvolutionLine.ServiceId(content) != serviceId))
                {
                    return;
                }

                try
                {
                    var id = Read(content, reference).Service.ServiceId;
                    if (lines.TryAdd(id, number))
                    {
                        places.Add((offset, (int)length, number));
                        return;
                    }

                    bad.Add(Bad(id, QuarantineKind.SchemaMismatch, $"service_id '{id}' is taken by line {lines[id]}"));
                }
                catch (EvolutionException exception)
                {
                    bad.Add(Bad(EvolutionLine.ServiceId(content), exception.Kind, exception.Detail));
                }

                BadLine Bad(string? id, string kind, string reason) =>
                    new(number, id, kind, reason) { Offset = offset, Length = (int)length };
            }
        );
        return new(File.OpenHandle(path), places, reference, bad, sha256);
    }

    /// <summary>The evolution to map, without mappings; of a record without a meta, one that says nothing of models.</summary>
    /// <exception cref="EvolutionException">The line is no longer what it was: somebody changed the file.</exception>
    public ServiceEvolution Read(int ordinal)
    {
        var (offset, length, _) = _places[ordinal];
        return Read(Bytes(offset, length), _reference);
    }

    public int LineOf(int ordinal) => _places[ordinal].Line;

    /// <summary>A bad line as something to set aside.</summary>
    public QuarantineItem Quarantine(BadLine bad) =>
        new(
            bad.Kind,
            bad.ServiceId ?? $"line {bad.Line}",
            "input",
            $"Line {bad.Line}: {bad.Reason}",
            Encoding.UTF8.GetString(Bytes(bad.Offset, bad.Length))
        );

    public void Dispose() => _file.Dispose();

    private static ServiceEvolution Read(ReadOnlySpan<byte> line, ReferenceLibrary reference)
    {
        if (EvolutionLine.Version(line) is not null)
        {
            return EvolutionReverse.Unmapped(EvolutionLine.Read(line));
        }

        FeatureRecord? record;
        try
        {
            record = JsonSerializer.Deserialize(line, RecordJson.Plain.FeatureRecord);
        }
        catch (JsonException exception)
        {
            throw Fault(line, $"expected an evolution, or an object with service and features: {exception.Message}", exception);
        }

        var fault = record is null
            ? "the line is null; expected an object"
            : RecordRules.Fault(record.Service) ?? RecordRules.First(record.Features, "features", RecordRules.Fault);
        if (fault is not null)
        {
            throw Fault(line, fault);
        }

        var mappings = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<Contribution>>>();
        var meta = new ServiceMeta(ServiceMeta.CurrentVersion, new Dictionary<string, string>(), []);
        return new EvolutionAssembler(reference).Assemble(meta, record!.Service, [new(1, "", record.Features, mappings)]);
    }

    private byte[] Bytes(long offset, int length)
    {
        var bytes = new byte[length];
        var filled = 0;
        while (filled < length && RandomAccess.Read(_file, bytes.AsSpan(filled), offset + filled) is var read and > 0)
        {
            filled += read;
        }

        var line = bytes.AsSpan(0, filled);
        return (offset == 0 && line.StartsWith("\uFEFF"u8) ? line[3..] : line).ToArray();
    }

    private static EvolutionException Fault(ReadOnlySpan<byte> line, string message, Exception? inner = null) =>
        new(EvolutionLine.ServiceId(line) ?? "(unknown)", "input", QuarantineKind.SchemaMismatch, message, inner);
}
