using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Events;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>What workers ask for: register, claim, renew, recover.</summary>
public sealed partial class RunStore
{
    /// <summary>Makes the worker known; again is a heartbeat.</summary>
    public void RegisterWorker(WorkerIdentity w) =>
        Write(connection =>
            connection.Execute(
                """
                INSERT INTO workers (id, machine, boot, process, start, started_at, seen_at)
                VALUES (@Id, @Machine, @BootId, @ProcessId, @StartTicks, @now, @now)
                ON CONFLICT (id) DO UPDATE SET seen_at = max(seen_at, excluded.seen_at)
                """,
                new
                {
                    w.Id,
                    w.Machine,
                    w.BootId,
                    w.ProcessId,
                    w.StartTicks,
                    now = Now,
                }
            )
        );

    /// <summary>Notes a sign of life; nothing when the worker is not registered.</summary>
    public void BeatWorker(string workerId) =>
        Write(connection => connection.Execute("UPDATE workers SET seen_at = @now WHERE id = @workerId", new { workerId, now = Now }));

    /// <summary>Forgets the worker. Attempts it still holds stay its own until recovered.</summary>
    public void RemoveWorker(string workerId) =>
        Write(connection => connection.Execute("DELETE FROM workers WHERE id = @workerId", new { workerId }));

    public IReadOnlyList<WorkerRecord> Workers() =>
        _database.Read(connection =>
            connection
                .Query<WorkerRow>(
                    """
                    SELECT id, machine, boot, process, start, started_at AS StartedAt, seen_at AS SeenAt,
                      (SELECT count(*) FROM attempts WHERE worker_id = workers.id AND state = 'running') AS Running
                    FROM workers ORDER BY started_at, id
                    """
                )
                .Select(row => row.ToRecord())
                .ToList()
        );

    /// <summary>
    /// Gives the worker the queued attempt that has been due longest, if any: it is running under a lease of <see cref="LeaseTime"/> then.
    /// No two workers ever get the same attempt: the choice and the claim are one write transaction.
    /// </summary>
    /// <param name="onlyRunId">Claim from this run only.</param>
    public ClaimedAttempt? Claim(WorkerIdentity worker, string? onlyRunId = null)
    {
        // An idle worker asks often: look first, without the write lock and without a commit.
        if (_database.Read(connection => Due(connection, Now, onlyRunId)) is null)
        {
            return null;
        }
        return _database.Write(connection =>
        {
            var now = Now;
            if (Due(connection, now, onlyRunId) is not { } due)
            {
                return null;
            }
            connection.Execute(
                """
                UPDATE attempts SET state = 'running', started_at = @now, worker_id = @Id, worker_machine = @Machine, worker_boot = @BootId,
                  worker_process = @ProcessId, worker_start = @StartTicks, lease_expires_at = @expires
                WHERE run_id = @RunId AND number = @Number;
                UPDATE runs SET state = 'running', started_at = coalesce(started_at, @now), message = NULL WHERE id = @RunId;
                UPDATE workers SET seen_at = @now WHERE id = @Id;
                """,
                new
                {
                    now,
                    worker.Id,
                    worker.Machine,
                    worker.BootId,
                    worker.ProcessId,
                    worker.StartTicks,
                    expires = Expiry(now),
                    due.RunId,
                    due.Number,
                }
            );
            var data = new JsonObject { ["worker"] = worker.Id, ["machine"] = worker.Machine };
            EventWriter.Append(connection, due.RunId, now, EventTypes.AttemptStarted, due.Number, data);
            return new ClaimedAttempt(
                new Lease(due.RunId, due.Number, worker.Id),
                GetRow(connection, due.RunId).ToRecord(),
                FindAttempt(connection, due.RunId, due.Number)!.ToRecord()
            );
        });
    }

    /// <summary>When the next queued attempt is due, past or future; null when none is queued.</summary>
    public DateTimeOffset? NextDue() =>
        UnixTime.AtOrNull(
            _database.Read(connection => connection.ExecuteScalar<long?>("SELECT min(not_before) FROM attempts WHERE state = 'queued'"))
        );

    /// <summary>Extends the lease to <see cref="LeaseTime"/> from now, also after it expired, as long as nobody took the attempt over.</summary>
    public LeaseState Renew(Lease lease) =>
        _database.Write(connection =>
        {
            var now = Now;
            var renewed = connection.Execute(
                """
                UPDATE attempts SET lease_expires_at = @expires
                WHERE run_id = @RunId AND number = @Attempt AND worker_id = @WorkerId AND state = 'running'
                """,
                new
                {
                    expires = Expiry(now),
                    lease.RunId,
                    lease.Attempt,
                    lease.WorkerId,
                }
            );
            return renewed == 1 ? new LeaseState(true, CancelReasonOf(connection, lease.RunId)) : default;
        });

    /// <summary>The answer of <see cref="Renew"/> without extending anything: a read, cheap enough to repeat several times a second.</summary>
    public LeaseState Look(Lease lease) =>
        _database.Read(connection =>
            FindAttempt(connection, lease.RunId, lease.Attempt) is { AttemptState: AttemptState.Running } attempt
            && attempt.WorkerId == lease.WorkerId
                ? new LeaseState(true, CancelReasonOf(connection, lease.RunId))
                : default
        );

    /// <summary>
    /// Ends the running attempts whose worker is gone as <c>interrupted</c> and queues the next ones; a pending cancel ends the run
    /// <c>cancelled</c> instead. Several workers may do this at once: each attempt is ended by one of them.
    /// </summary>
    /// <param name="liveness">What the caller knows of a worker. Dead: recovered at once; otherwise only after the lease expired.</param>
    /// <returns>The attempts this call ended.</returns>
    public IReadOnlyList<AttemptRecord> RecoverAbandoned(Func<WorkerIdentity, WorkerLiveness> liveness)
    {
        // Asked outside the write transaction: it looks at processes and must not hold up every writer.
        var suspects = _database
            .Read(connection => connection.Query<AttemptRow>($"SELECT {AttemptRow.Columns} FROM attempts WHERE state = 'running'").AsList())
            .Select(row => (Row: row, Dead: liveness(row.Worker!) == WorkerLiveness.Dead))
            .Where(suspect => suspect.Dead || suspect.Row.LeaseExpiresAt <= Now)
            .ToList();
        return suspects.Select(suspect => Recover(suspect.Row, suspect.Dead)).OfType<AttemptRecord>().ToList();
    }

    private AttemptRecord? Recover(AttemptRow suspect, bool dead) =>
        _database.Write(connection =>
        {
            var now = Now;
            var attempt = FindAttempt(connection, suspect.RunId, suspect.Number);
            // Since the look: another worker recovered it, it ended, or its worker renewed after all.
            if (attempt is not { AttemptState: AttemptState.Running } || !(dead || attempt.LeaseExpiresAt <= now))
            {
                return null;
            }
            var how = dead ? "its process is gone" : $"its lease expired at {UnixTime.At(attempt.LeaseExpiresAt!.Value):O}";
            var failure = new AttemptFailure(
                "crash",
                true,
                $"Worker '{attempt.WorkerId}' died: {how}. The next attempt goes on from the last good checkpoint."
            );
            var end = new AttemptEnd(AttemptState.Interrupted, failure, null);
            Settlement.End(connection, GetRow(connection, attempt.RunId), attempt, end, now, _random);
            return FindAttempt(connection, attempt.RunId, attempt.Number)!.ToRecord();
        });

    private static DueRow? Due(SqliteConnection connection, long now, string? onlyRunId) =>
        connection.QueryFirstOrDefault<DueRow>(
            $"""
            SELECT run_id AS RunId, number FROM attempts
            WHERE state = 'queued' AND not_before <= @now {(onlyRunId is null ? "" : "AND run_id = @onlyRunId")}
            ORDER BY not_before, run_id LIMIT 1
            """,
            new { now, onlyRunId }
        );

    private static string? CancelReasonOf(SqliteConnection connection, string runId) =>
        connection.ExecuteScalar<string?>("SELECT cancel_reason FROM runs WHERE id = @runId", new { runId });

    private static long Expiry(long now) => now + (long)LeaseTime.TotalMilliseconds;

    private void Write(Action<SqliteConnection> work) =>
        _database.Write(connection =>
        {
            work(connection);
            return true;
        });

    private sealed class DueRow
    {
        public string RunId { get; set; } = "";

        public int Number { get; set; }
    }
}
