using Pawl.Runs.Workloads;

namespace Pawl.Runs.Durability;

/// <summary>
/// The log of a run, <c>log.ndjson</c>:
/// <c>{"at":"2026-01-31T10:00:00.123+00:00","attempt":1,"level":"output","line":"epoch 2/5","crc":"…"}</c>.
/// </summary>
public sealed class LogJournal : IDisposable
{
    private readonly JournalWriter _journal;
    private readonly JournalBatch _batch = new();

    private LogJournal(JournalWriter journal) => _journal = journal;

    /// <inheritdoc cref="JournalWriter.CutBytes"/>
    public long CutBytes => _journal.CutBytes;

    public static LogJournal Open(string path) => new(JournalWriter.Open(path));

    /// <summary>Appends lines by one write.</summary>
    public void Append(IEnumerable<LogLine> lines)
    {
        _batch.Clear();
        foreach (var line in lines)
        {
            _batch.Add(
                line,
                static (json, item) =>
                {
                    json.WriteString("at", item.At);
                    json.WriteNumber("attempt", item.Attempt);
                    json.WriteString("level", RunLogLevelName.Of(item.Level));
                    json.WriteString("line", item.Line);
                }
            );
        }

        _journal.Append(_batch);
    }

    /// <inheritdoc cref="JournalWriter.Flush"/>
    public void Flush(bool durable) => _journal.Flush(durable);

    /// <summary>The lines from an offset on, each with the offset to read on from.</summary>
    /// <inheritdoc cref="JournalReader.Read"/>
    public static IEnumerable<(LogLine Line, long End)> Read(string path, long offset = 0, Action<JournalDamage>? onDamage = null)
    {
        foreach (var record in JournalReader.Read(path, offset, onDamage))
        {
            var value = record.Value;
            yield return (
                new LogLine(
                    value.GetProperty("at").GetDateTimeOffset(),
                    value.GetProperty("attempt").GetInt32(),
                    RunLogLevelName.Parse(value.GetProperty("level").GetString()!),
                    value.GetProperty("line").GetString()!
                ),
                record.End
            );
        }
    }

    public void Dispose()
    {
        _journal.Dispose();
        _batch.Dispose();
    }
}
