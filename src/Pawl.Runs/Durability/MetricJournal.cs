using System.Text.Json;

namespace Pawl.Runs.Durability;

/// <summary>
/// The metrics of a run, <c>metrics.ndjson</c>:
/// <c>{"attempt":1,"step":10,"name":"loss/train","value":1.25,"at":"2026-01-31T10:00:00.123+00:00","crc":"…"}</c>.
/// Each step of each name stands in it once, provided <see cref="Supersede"/> ran before a resumed attempt reports.
/// </summary>
public sealed class MetricJournal : IDisposable
{
    private readonly string _path;
    private readonly JournalBatch _batch = new();
    private JournalWriter _journal;

    private MetricJournal(string path)
    {
        _path = path;
        _journal = JournalWriter.Open(path);
        CutBytes = _journal.CutBytes;
    }

    /// <inheritdoc cref="JournalWriter.CutBytes"/>
    public long CutBytes { get; }

    public static MetricJournal Open(string path) => new(path);

    /// <summary>Appends points by one write.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite: JSON has no word for it.</exception>
    public void Append(IEnumerable<MetricPoint> points)
    {
        _batch.Clear();
        foreach (var point in points)
        {
            _batch.Add(point, Write);
        }

        _journal.Append(_batch);
    }

    /// <inheritdoc cref="JournalWriter.Flush"/>
    public void Flush(bool durable) => _journal.Flush(durable);

    /// <summary>
    /// Removes the values that a resumed attempt will report again: those of attempts before <paramref name="newAttempt"/> with a step
    /// beyond <paramref name="resumeStep"/>. The file is replaced as a whole, so a death in the middle leaves the old one, and running it
    /// again does the same. Byte offsets a reader kept are void afterwards.
    /// </summary>
    /// <returns>How many values were removed.</returns>
    public int Supersede(long resumeStep, int newAttempt)
    {
        var kept = new List<(long Offset, long End)>();
        var removed = 0;
        foreach (var record in JournalReader.Read(_path))
        {
            if (record.Value.GetProperty("step").GetInt64() > resumeStep && record.Value.GetProperty("attempt").GetInt32() < newAttempt)
            {
                removed++;
            }
            else
            {
                kept.Add((record.Offset, record.End));
            }
        }

        if (removed == 0)
        {
            return 0;
        }

        _journal.Dispose();
        try
        {
            Rewrite(kept);
        }
        finally
        {
            _journal = JournalWriter.Open(_path);
        }

        return removed;
    }

    /// <summary>The values from an offset on, each with the offset to read on from.</summary>
    /// <inheritdoc cref="JournalReader.Read"/>
    public static IEnumerable<(MetricPoint Point, long End)> Read(string path, long offset = 0, Action<JournalDamage>? onDamage = null)
    {
        foreach (var record in JournalReader.Read(path, offset, onDamage))
        {
            yield return (Point(record.Value), record.End);
        }
    }

    internal static MetricPoint Point(JsonElement value) =>
        new(
            value.GetProperty("attempt").GetInt32(),
            value.GetProperty("step").GetInt64(),
            value.GetProperty("name").GetString()!,
            value.GetProperty("value").GetDouble(),
            value.GetProperty("at").GetDateTimeOffset()
        );

    public void Dispose()
    {
        _journal.Dispose();
        _batch.Dispose();
    }

    private static void Write(Utf8JsonWriter json, MetricPoint point)
    {
        json.WriteNumber("attempt", point.Attempt);
        json.WriteNumber("step", point.Step);
        json.WriteString("name", point.Name);
        json.WriteNumber("value", point.Value);
        json.WriteString("at", point.At);
    }

    private void Rewrite(List<(long Offset, long End)> kept)
    {
        using var old = File.OpenRead(_path);
        AtomicFile.Write(
            _path,
            stream =>
            {
                foreach (var (offset, end) in kept)
                {
                    var line = new byte[end - offset];
                    old.Position = offset;
                    old.ReadExactly(line);
                    stream.Write(line);
                }
            }
        );
    }
}
