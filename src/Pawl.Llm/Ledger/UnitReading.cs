using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Llm.Calls;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Ledger;

/// <summary>Questions about some units of a run, such as those a page lists. Their cost grows with these units, not with the run.</summary>
internal static class UnitReading
{
    /// <summary>By unit and stage; a stage that was never asked has no row.</summary>
    public static IReadOnlyList<StageCalls> Stages(SqliteConnection connection, IReadOnlyCollection<string> units) =>
        connection
            .Query<StageRow>(
                """
                WITH
                  parts AS (
                    SELECT unit, stage, ordinal, key, try IS NOT NULL AS answered, try IS NULL AS cached, 0 AS open, 0 AS failed, 0 AS unknown
                    FROM answers WHERE unit IN @units
                    UNION ALL
                    SELECT unit, stage, ordinal, key, 0, 0, 0, 1, 0 FROM tries WHERE outcome = 'failed' AND unit IN @units
                    UNION ALL
                    SELECT unit, stage, ordinal, key, 0, 0, 0, 0, 1 FROM tries WHERE outcome = 'unknown' AND unit IN @units
                    UNION ALL
                    SELECT unit, stage, ordinal, key, 0, 0, 1, 0, 0 FROM tries WHERE outcome IS NULL AND unit IN @units
                  ),
                  calls AS (
                    SELECT unit, stage, sum(answered) AS answered, sum(cached) AS cached, sum(open) AS open, sum(failed) AS failed,
                      sum(unknown) AS unknown, max(0, sum(answered) + sum(open) + sum(failed) + sum(unknown) - 1) AS retries
                    FROM parts GROUP BY unit, stage, ordinal, key
                  )
                SELECT c.unit AS Unit, w.word AS Stage, sum(c.answered) AS Answered, sum(c.cached) AS Cached, sum(c.open) AS Open,
                  sum(c.failed) AS Failed, sum(c.unknown) AS Unknown, sum(c.retries) AS Retries
                FROM calls c JOIN words w ON w.id = c.stage GROUP BY c.unit, c.stage
                """,
                new { units }
            )
            .Select(row => new StageCalls(row.Unit, row.Stage, row.Answered, row.Cached, row.Open, row.Failed, row.Unknown, row.Retries))
            .ToList();

    /// <summary>In the order in which they were sent.</summary>
    public static IReadOnlyList<UnansweredTry> Unanswered(SqliteConnection connection, string unit) =>
        connection
            .Query<Row>(
                """
                SELECT t.id, s.word AS stage, t.ordinal, m.word AS model, coalesce(t.outcome, 'open') AS outcome, t.intended_at AS IntendedAt,
                  t.ended_at AS EndedAt, t.failure_kind AS FailureKind, t.failure_status AS FailureStatus, t.request_id AS RequestId,
                  t.possible_cost AS PossibleCost
                FROM (
                  SELECT * FROM tries WHERE outcome = 'failed' AND unit = @unit
                  UNION ALL
                  SELECT * FROM tries WHERE outcome = 'unknown' AND unit = @unit
                  UNION ALL
                  SELECT * FROM tries WHERE outcome IS NULL AND unit = @unit
                ) t JOIN words s ON s.id = t.stage JOIN words m ON m.id = t.model
                ORDER BY t.id
                """,
                new { unit }
            )
            .Select(row => new UnansweredTry(
                row.Id,
                new CallSlot(unit, row.Stage, (int)row.Ordinal),
                row.Model,
                row.Outcome,
                DateTimeOffset.FromUnixTimeMilliseconds(row.IntendedAt),
                row.EndedAt is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
                row.FailureKind,
                (int?)row.FailureStatus,
                row.RequestId,
                row.PossibleCost is { } pico ? new Dollars(pico) : null
            ))
            .ToList();

    // With a setter for each column: SQLite tells the type of a sum only where there is a row.
    private sealed class StageRow
    {
        public string Unit { get; set; } = "";
        public string Stage { get; set; } = "";
        public long Answered { get; set; }
        public long Cached { get; set; }
        public long Open { get; set; }
        public long Failed { get; set; }
        public long Unknown { get; set; }
        public long Retries { get; set; }
    }

    private sealed class Row
    {
        public long Id { get; set; }
        public string Stage { get; set; } = "";
        public long Ordinal { get; set; }
        public string Model { get; set; } = "";
        public string Outcome { get; set; } = "";
        public long IntendedAt { get; set; }
        public long? EndedAt { get; set; }
        public string? FailureKind { get; set; }
        public long? FailureStatus { get; set; }
        public string? RequestId { get; set; }
        public long? PossibleCost { get; set; }
    }
}
