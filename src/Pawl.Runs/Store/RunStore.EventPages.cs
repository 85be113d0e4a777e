using Dapper;
using Pawl.Runs.Events;

namespace Pawl.Runs.Store;

public sealed partial class RunStore
{
    /// <summary>A page of a run's events, newest first; empty when there is no such run.</summary>
    /// <param name="beforeSequence">Only events before this one; null starts at the newest.</param>
    /// <param name="limit">At least 1.</param>
    public IReadOnlyList<EventRecord> NewestEventsOf(string runId, long? beforeSequence, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _database.Read(connection =>
            connection
                .Query<EventRow>(
                    $"""
                    SELECT {EventRow.Columns} FROM events WHERE run_id = @runId AND sequence < @before
                    ORDER BY sequence DESC LIMIT @limit
                    """,
                    new
                    {
                        runId,
                        before = beforeSequence ?? long.MaxValue,
                        limit,
                    }
                )
                .Select(row => row.ToRecord())
                .ToList()
        );
    }

    /// <summary>A page of a run's events, oldest first; empty when there is no such run.</summary>
    /// <param name="afterSequence">Only events after this one; 0 starts at the first.</param>
    /// <param name="limit">At least 1.</param>
    public IReadOnlyList<EventRecord> OldestEventsOf(string runId, long afterSequence, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _database.Read(connection =>
            connection
                .Query<EventRow>(
                    $"""
                    SELECT {EventRow.Columns} FROM events WHERE run_id = @runId AND sequence > @afterSequence
                    ORDER BY sequence LIMIT @limit
                    """,
                    new
                    {
                        runId,
                        afterSequence,
                        limit,
                    }
                )
                .Select(row => row.ToRecord())
                .ToList()
        );
    }

    /// <summary>The run's events of one type in order; empty when there is no such run.</summary>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    public IReadOnlyList<EventRecord> EventsOf(string runId, string type) =>
        _database.Read(connection =>
            connection
                .Query<EventRow>(
                    $"SELECT {EventRow.Columns} FROM events WHERE run_id = @runId AND type = @type ORDER BY sequence",
                    new { runId, type }
                )
                .Select(row => row.ToRecord())
                .ToList()
        );

    /// <summary>How many events a run has.</summary>
    public long EventCountOf(string runId) =>
        _database.Read(connection =>
            connection.ExecuteScalar<long?>("SELECT max(sequence) FROM events WHERE run_id = @runId", new { runId }) ?? 0
        );
}
