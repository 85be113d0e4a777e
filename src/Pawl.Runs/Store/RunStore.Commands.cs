using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Events;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>What people ask for: create, cancel, resume, retry.</summary>
public sealed partial class RunStore
{
    /// <summary>Stores a run with its first attempt queued.</summary>
    /// <param name="by">Who asked; stands in the event.</param>
    public RunRecord Create(NewRun run, Actor? by = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(run.Workload);
        run.Retry.Check();
        return _database.Write(connection => Insert(connection, run, by).ToRecord());
    }

    /// <summary>
    /// Asks a run to stop. Queued, retrying and waiting runs end at once; a running one keeps running with its cancel reason set, which its
    /// worker sees when it renews the lease. Asking again changes nothing.
    /// </summary>
    /// <param name="by">Who asked; stands in the event.</param>
    /// <exception cref="RunStateException">The run has ended.</exception>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public RunRecord RequestCancel(string runId, Actor? by = null) =>
        _database.Write(connection =>
        {
            var run = GetRow(connection, runId);
            if (run.RunState.IsEnd())
            {
                throw new RunStateException(runId, run.RunState, "only a run that has not ended can be cancelled.");
            }
            if (run.CancelReason is not null)
            {
                return run.ToRecord();
            }
            var now = Now;
            connection.Execute("UPDATE runs SET cancel_reason = 'cancelled' WHERE id = @runId", new { runId });
            EventWriter.Append(connection, runId, now, EventTypes.CancelRequested, 0, By(new() { ["reason"] = "cancelled" }, by));
            if (run.RunState is RunState.Queued or RunState.Retrying)
            {
                var attempt =
                    FindAttempt(connection, runId, run.Attempts)
                    ?? throw new InvalidOperationException($"Run {runId} is {run.State} without its attempt {run.Attempts}.");
                Settlement.End(connection, GetRow(connection, runId), attempt, new(AttemptState.Cancelled, null, null), now, _random);
            }
            else if (run.RunState == RunState.Waiting)
            {
                Settlement.EndRun(connection, runId, RunState.Cancelled, null, now);
            }
            return GetRow(connection, runId).ToRecord();
        });

    /// <summary>
    /// Reopens an ended run with a new queued attempt, which goes on from the last good checkpoint. The retry budget starts afresh.
    /// </summary>
    /// <param name="by">Who asked; stands in the event.</param>
    /// <exception cref="RunStateException">The run is not cancelled, failed, timed_out or interrupted.</exception>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public RunRecord Resume(string runId, Actor? by = null) =>
        _database.Write(connection =>
        {
            var run = GetRow(connection, runId);
            if (run.RunState is not (RunState.Cancelled or RunState.Failed or RunState.TimedOut or RunState.Interrupted))
            {
                throw new RunStateException(
                    runId,
                    run.RunState,
                    "resume reopens a cancelled, failed, timed_out or interrupted run. 'pawl retry' starts a new run of the same spec."
                );
            }
            var now = Now;
            connection.Execute(
                """
                UPDATE runs SET state = 'queued', ended_at = NULL, message = NULL, result_json = NULL, cancel_reason = NULL,
                  failure_kind = NULL, failure_retryable = NULL, failure_message = NULL, failure_stack = NULL,
                  budget_at = @now, budget_attempt = attempts + 1
                WHERE id = @runId
                """,
                new { runId, now }
            );
            EventWriter.Append(connection, runId, now, EventTypes.RunReopened, 0, By(new() { ["from"] = run.State }, by));
            Settlement.Queue(connection, runId, run.Attempts + 1, now, now, "resume");
            return GetRow(connection, runId).ToRecord();
        });

    /// <summary>Starts a new run of the same spec and policy, with <see cref="RunRecord.RetryOf"/> set. The old one stays as it is.</summary>
    /// <param name="by">Who asked; stands in the event.</param>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public RunRecord Retry(string runId, Actor? by = null) => _database.Write(connection => InsertRetry(connection, runId, by));

    private RunRecord InsertRetry(SqliteConnection connection, string runId, Actor? by)
    {
        var run = GetRow(connection, runId);
        var again = new NewRun(run.Workload, run.Name, run.Profile, run.SpecJson, run.Policy, runId) { Tags = TagColumn.Read(run.TagText) };
        return Insert(connection, again, by).ToRecord();
    }

    private RunRow Insert(SqliteConnection connection, NewRun run, Actor? by)
    {
        if (run.RetryOf is { } original)
        {
            GetRow(connection, original);
        }
        var id = _ids.Next();
        var now = Now;
        connection.Execute(
            """
            INSERT INTO runs (id, workload, name, profile, tags, state, spec_json, created_at, attempts, retry_of, retry_attempts, retry_backoff,
              retry_maximum_backoff, retry_jitter, retry_deadline, retry_interruptions, budget_at, budget_attempt)
            VALUES (@id, @Workload, @Name, @Profile, @tags, 'queued', @SpecJson, @now, 0, @RetryOf, @Attempts, @backoff,
              @maximumBackoff, @Jitter, @deadline, @Interruptions, @now, 1)
            """,
            new
            {
                id,
                run.Workload,
                run.Name,
                run.Profile,
                tags = TagColumn.Write(RunTag.Check(run.Tags)),
                run.SpecJson,
                now,
                run.RetryOf,
                run.Retry.Attempts,
                backoff = (long)run.Retry.Backoff.TotalMilliseconds,
                maximumBackoff = (long)run.Retry.MaximumBackoff.TotalMilliseconds,
                run.Retry.Jitter,
                deadline = (long?)run.Retry.Deadline?.TotalMilliseconds,
                run.Retry.Interruptions,
            }
        );
        var data = new JsonObject
        {
            ["workload"] = run.Workload,
            ["name"] = run.Name,
            ["profile"] = run.Profile,
            ["spec_sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run.SpecJson))),
            ["retry_of"] = run.RetryOf,
        };
        EventWriter.Append(connection, id, now, EventTypes.RunCreated, 0, By(data, by));
        Settlement.Queue(connection, id, 1, now, now, "created");
        return GetRow(connection, id);
    }

    private static JsonObject By(JsonObject data, Actor? by)
    {
        if (by is not null)
        {
            data["actor"] = by.ToJson();
        }
        return data;
    }
}
