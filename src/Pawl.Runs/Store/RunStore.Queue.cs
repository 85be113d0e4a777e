using Dapper;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>What waits to be claimed, and runs that came of others.</summary>
public sealed partial class RunStore
{
    /// <summary>All attempts that nobody has claimed, in the order in which workers take them.</summary>
    public IReadOnlyList<QueuedAttempt> QueuedAttempts() =>
        _database.Read(connection =>
            connection
                .Query<(string RunId, int Number, long NotBefore)>(
                    "SELECT run_id, number, not_before FROM attempts WHERE state = 'queued' ORDER BY not_before, run_id"
                )
                .Select(row => new QueuedAttempt(row.RunId, row.Number, UnixTime.At(row.NotBefore)))
                .ToList()
        );

    /// <summary>Runs started from this one by a retry, oldest first.</summary>
    public IReadOnlyList<RunRecord> RetriesOf(string runId) =>
        _database.Read(connection =>
            connection
                .Query<RunRow>($"SELECT {RunRow.Columns} FROM runs WHERE retry_of = @runId AND id > @runId ORDER BY id", new { runId })
                .Select(row => row.ToRecord())
                .ToList()
        );
}
