using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pawl.Runs.Durability;

/// <summary>Records waiting to be appended together by one write. Not safe for several threads; reused after <see cref="Clear"/>.</summary>
public sealed class JournalBatch : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly ArrayBufferWriter<byte> _record = new();
    private readonly Utf8JsonWriter _json;

    public JournalBatch() => _json = new Utf8JsonWriter(_record, Options);

    public int Count { get; private set; }

    public int Bytes => _lines.WrittenCount;

    internal ReadOnlySpan<byte> Lines => _lines.WrittenSpan;

    /// <summary>Adds one record.</summary>
    /// <param name="properties">Writes the properties of the object (at least one, none called <c>crc</c>), not its braces.</param>
    /// <exception cref="ArgumentException">The record is empty or longer than a journal takes.</exception>
    public void Add<T>(T state, Action<Utf8JsonWriter, T> properties)
    {
        _record.ResetWrittenCount();
        _json.Reset(_record);
        _json.WriteStartObject();
        properties(_json, state);
        _json.WriteEndObject();
        _json.Flush();
        var body = _record.WrittenSpan[..^1];
        if (body.Length < 2 || body.Length + JournalLine.SealBytes > JournalLine.MaximumBytes)
        {
            throw new ArgumentException(
                $"A journal record holds 1 to {JournalLine.MaximumBytes - JournalLine.SealBytes} bytes of properties, got {body.Length - 1}.",
                nameof(properties)
            );
        }

        var line = _lines.GetSpan(body.Length + JournalLine.SealBytes + 1);
        body.CopyTo(line);
        JournalLine.Seal(body, line.Slice(body.Length, JournalLine.SealBytes));
        line[body.Length + JournalLine.SealBytes] = (byte)'\n';
        _lines.Advance(body.Length + JournalLine.SealBytes + 1);
        Count++;
    }

    public void Clear()
    {
        _lines.ResetWrittenCount();
        Count = 0;
    }

    public void Dispose() => _json.Dispose();
}
