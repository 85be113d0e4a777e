using Dapper;
using Pawl.Runs.Events;

namespace Pawl.Runs.Store;

/// <summary>The event log and the cursors of those who follow it.</summary>
public sealed partial class RunStore
{
    /// <summary>Events after a position, in order. Positions commit in order, so a reader that goes on from the last one misses none.</summary>
    /// <param name="limit">At least 1.</param>
    public IReadOnlyList<EventRecord> Events(long afterPosition, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _database.Read(connection =>
            connection
                .Query<EventRow>(
                    $"SELECT {EventRow.Columns} FROM events WHERE position > @afterPosition ORDER BY position LIMIT @limit",
                    new { afterPosition, limit }
                )
                .Select(row => row.ToRecord())
                .ToList()
        );
    }

    /// <inheritdoc cref="Database.Version"/>
    public long Version() => _database.Version();

    /// <summary>Position of the last event; 0 when there is none.</summary>
    public long LastPosition() =>
        _database.Read(connection => connection.ExecuteScalar<long>("SELECT coalesce(max(position), 0) FROM events"));

    /// <summary>The run's events in order; empty when there is no such run.</summary>
    public IReadOnlyList<EventRecord> EventsOf(string runId) =>
        _database.Read(connection =>
            connection
                .Query<EventRow>($"SELECT {EventRow.Columns} FROM events WHERE run_id = @runId ORDER BY sequence", new { runId })
                .Select(row => row.ToRecord())
                .ToList()
        );

    /// <summary>The position up to which a consumer has handled the events; 0 for one never seen.</summary>
    public long Cursor(string consumer) =>
        _database.Read(connection =>
            connection.ExecuteScalar<long?>("SELECT position FROM cursors WHERE consumer = @consumer", new { consumer }) ?? 0
        );

    /// <summary>Moves a consumer's cursor on, once it has handled the events up to there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is before the cursor or beyond the last event.</exception>
    public void AdvanceCursor(string consumer, long position)
    {
        ArgumentException.ThrowIfNullOrEmpty(consumer);
        Write(connection =>
        {
            var end = connection.ExecuteScalar<long>("SELECT coalesce(max(position), 0) FROM events");
            var current = connection.ExecuteScalar<long?>("SELECT position FROM cursors WHERE consumer = @consumer", new { consumer }) ?? 0;
            if (position < current || position > end)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(position),
                    position,
                    $"Cursor '{consumer}' stands at {current} and the last event is {end}: expected a position within {current}..{end}."
                );
            }
            connection.Execute(
                """
                INSERT INTO cursors (consumer, position) VALUES (@consumer, @position)
                ON CONFLICT (consumer) DO UPDATE SET position = excluded.position
                """,
                new { consumer, position }
            );
        });
    }
}
