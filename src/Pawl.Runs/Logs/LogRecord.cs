using System.Text.Json;
using Pawl.Runs.Durability;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Logs;

/// <summary>Reads one line of <c>log.ndjson</c>: the same lines, with the same meaning, as <see cref="LogJournal.Read"/>.</summary>
internal static class LogRecord
{
    /// <param name="bytes">A line without its line feed.</param>
    /// <returns>Null when it is damaged or no record of a log.</returns>
    public static LogLine? Read(ReadOnlySpan<byte> bytes)
    {
        if (JournalLine.Damage(bytes) is not null)
        {
            return null;
        }

        try
        {
            return Parse(bytes);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static LogLine? Parse(ReadOnlySpan<byte> bytes)
    {
        var json = new Utf8JsonReader(bytes);
        DateTimeOffset? at = null;
        int? attempt = null;
        string? level = null;
        string? line = null;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("at"u8))
            {
                json.Read();
                at = json.GetDateTimeOffset();
            }
            else if (json.ValueTextEquals("attempt"u8))
            {
                json.Read();
                attempt = json.GetInt32();
            }
            else if (json.ValueTextEquals("level"u8))
            {
                json.Read();
                level = json.GetString();
            }
            else if (json.ValueTextEquals("line"u8))
            {
                json.Read();
                line = json.GetString();
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        json.Read(); // anything behind the object is an error
        return at is null || attempt is null || level is null || line is null
            ? null
            : new LogLine(at.Value, attempt.Value, RunLogLevelName.Parse(level), line);
    }
}
