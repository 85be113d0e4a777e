using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Events;

namespace Pawl.Runs.Store;

/// <summary>Appends events inside the transaction of the change they tell: a change without its event, or the reverse, cannot be committed.</summary>
internal static class EventWriter
{
    public static void Append(SqliteConnection connection, string runId, long now, string type, int attempt, JsonObject data)
    {
        var head = connection.QuerySingle<HeadRow>(
            """
            SELECT event_count AS Count, event_head AS Hash, (SELECT coalesce(max(position), 0) FROM events) AS Position
            FROM runs WHERE id = @runId
            """,
            new { runId }
        );
        var record = new EventRecord(
            head.Position + 1,
            runId,
            head.Count + 1,
            UnixTime.At(now),
            type,
            attempt,
            data.ToJsonString(),
            head.Hash,
            ""
        );
        var hash = EventHash.Of(record);
        connection.Execute(
            """
            INSERT INTO events (position, run_id, sequence, time, type, attempt, data, previous_hash, hash)
            VALUES (@Position, @RunId, @Sequence, @now, @Type, @Attempt, @Data, @PreviousHash, @hash);
            UPDATE runs SET event_count = @Sequence, event_head = @hash WHERE id = @RunId;
            """,
            new
            {
                record.Position,
                record.RunId,
                record.Sequence,
                now,
                record.Type,
                record.Attempt,
                record.Data,
                record.PreviousHash,
                hash,
            }
        );
    }

    private sealed class HeadRow
    {
        public long Count { get; set; }

        public string Hash { get; set; } = "";

        public long Position { get; set; }
    }
}
