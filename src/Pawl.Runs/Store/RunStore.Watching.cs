using Dapper;
using Pawl.Runs.Events;

namespace Pawl.Runs.Store;

/// <summary>What those need who look again and again for what is new.</summary>
public sealed partial class RunStore
{
    /// <summary>The runs that events after a position tell of, and the position of the last event.</summary>
    public (long Position, IReadOnlyList<string> RunIds) ChangedRuns(long afterPosition) =>
        _database.Read(connection =>
        {
            var last = connection.ExecuteScalar<long>("SELECT coalesce(max(position), 0) FROM events");
            return last == afterPosition
                ? (last, (IReadOnlyList<string>)[])
                : (
                    last,
                    connection
                        .Query<string>("SELECT DISTINCT run_id FROM events WHERE position > @afterPosition", new { afterPosition })
                        .AsList()
                );
        });

    /// <summary>When each running run last told of its progress or its metrics, in Unix milliseconds, by id; 0 for one that has not yet.</summary>
    public IReadOnlyDictionary<string, long> LastReports() =>
        _database.Read(connection =>
            connection
                .Query<(string Id, long ReportedAt)>("SELECT id, coalesce(reported_at, 0) FROM runs WHERE state = 'running'")
                .ToDictionary(run => run.Id, run => run.ReportedAt)
        );

    /// <summary>One run's events after a position, in order.</summary>
    /// <param name="limit">At least 1.</param>
    public IReadOnlyList<EventRecord> EventsOf(string runId, long afterPosition, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _database.Read(connection =>
            connection
                .Query<EventRow>(
                    // By the run's own numbering: the index of run and sequence serves both the condition and the order.
                    $"""
                    SELECT {EventRow.Columns} FROM events WHERE run_id = @runId AND +position > @afterPosition
                    ORDER BY sequence LIMIT @limit
                    """,
                    new
                    {
                        runId,
                        afterPosition,
                        limit,
                    }
                )
                .Select(row => row.ToRecord())
                .ToList()
        );
    }
}
