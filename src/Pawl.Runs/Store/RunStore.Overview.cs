using Dapper;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>What is under way, at a glance. Each is one look at an index, cheap enough to repeat every second.</summary>
public sealed partial class RunStore
{
    public QueueState Queue()
    {
        var now = Now;
        var row = _database.Read(connection =>
            connection.QuerySingle<QueueRow>(
                """
                SELECT (SELECT count(*) FROM attempts WHERE state = 'queued') AS Length,
                  (SELECT count(*) FROM attempts WHERE state = 'queued' AND not_before <= @now) AS Due,
                  (SELECT min(not_before) FROM attempts WHERE state = 'queued' AND not_before <= @now) AS OldestDueAt,
                  (SELECT count(*) FROM attempts WHERE state = 'running') AS Running
                """,
                new { now }
            )
        );
        return new QueueState(row.Length, row.Due, UnixTime.AtOrNull(row.OldestDueAt), row.Running);
    }

    /// <summary>Queued attempts in the order workers take them.</summary>
    /// <param name="limit">At least 1.</param>
    public IReadOnlyList<OpenAttempt> QueueHead(int limit) => OpenAttempts("queued", "attempts.not_before, attempts.run_id", limit);

    /// <summary>Attempts under way, those of one worker together.</summary>
    /// <inheritdoc cref="QueueHead"/>
    public IReadOnlyList<OpenAttempt> RunningAttempts(int limit) => OpenAttempts("running", "attempts.worker_id, attempts.run_id", limit);

    /// <summary>How many attempts there are in each state, ends included.</summary>
    public IReadOnlyDictionary<AttemptState, long> AttemptsByState() =>
        _database
            .Read(connection =>
                connection.Query<StateCount>("SELECT state AS Word, count(*) AS Count FROM attempts GROUP BY state").AsList()
            )
            .ToDictionary(row => StateWords.ParseAttemptState(row.Word), row => row.Count);

    private List<OpenAttempt> OpenAttempts(string state, string order, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _database.Read(connection =>
            connection
                .Query<OpenAttemptRow>(
                    $"""
                    SELECT attempts.run_id AS RunId, runs.name, runs.workload, attempts.number, attempts.queued_at AS QueuedAt,
                      attempts.not_before AS NotBefore, attempts.worker_id AS WorkerId, attempts.started_at AS StartedAt, runs.progress
                    FROM attempts JOIN runs ON runs.id = attempts.run_id
                    WHERE attempts.state = '{state}' ORDER BY {order} LIMIT @limit
                    """,
                    new { limit }
                )
                .Select(row => row.ToRecord())
                .ToList()
        );
    }

    private sealed class QueueRow
    {
        public int Length { get; set; }

        public int Due { get; set; }

        public long? OldestDueAt { get; set; }

        public int Running { get; set; }
    }

    private sealed class StateCount
    {
        public string Word { get; set; } = "";

        public long Count { get; set; }
    }

    private sealed class OpenAttemptRow
    {
        public string RunId { get; set; } = "";

        public string? Name { get; set; }

        public string Workload { get; set; } = "";

        public int Number { get; set; }

        public long QueuedAt { get; set; }

        public long NotBefore { get; set; }

        public string? WorkerId { get; set; }

        public long? StartedAt { get; set; }

        public double Progress { get; set; }

        public OpenAttempt ToRecord() =>
            new(
                RunId,
                Name,
                Workload,
                Number,
                UnixTime.At(QueuedAt),
                UnixTime.At(NotBefore),
                WorkerId,
                UnixTime.AtOrNull(StartedAt),
                Progress
            );
    }
}
