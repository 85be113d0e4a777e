using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Events;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>
/// Ends attempts and runs and queues the next attempt, inside the caller's write transaction: no crash can leave an attempt ended with its
/// run undecided.
/// </summary>
internal static class Settlement
{
    /// <summary>Ends the attempt and does what that means for the run. The caller has checked that the attempt is open.</summary>
    public static void End(SqliteConnection connection, RunRow run, AttemptRow attempt, AttemptEnd end, long now, Random random)
    {
        connection.Execute(
            """
            UPDATE attempts SET state = @state, ended_at = @now, lease_expires_at = NULL, failure_kind = @Kind,
              failure_retryable = @Retryable, failure_message = @Message, failure_stack = @Stack
            WHERE run_id = @RunId AND number = @Number
            """,
            new
            {
                state = end.State.Word(),
                now,
                end.Failure?.Kind,
                end.Failure?.Retryable,
                end.Failure?.Message,
                end.Failure?.Stack,
                attempt.RunId,
                attempt.Number,
            }
        );
        var ended = new JsonObject { ["state"] = end.State.Word(), ["failure"] = Json(end.Failure) };
        EventWriter.Append(connection, run.Id, now, EventTypes.AttemptEnded, attempt.Number, ended);

        var decision = EndDecision.Of(
            run.Id,
            run.Policy,
            end,
            run.CancelReason is not null,
            FailuresBefore(connection, run, attempt.Number),
            InterruptionsInARow(connection, run),
            run.BudgetAt,
            now,
            random
        );
        connection.Execute(
            """
            UPDATE runs SET state = @state, ended_at = @endedAt, result_json = coalesce(@ResultJson, result_json),
              message = coalesce(@message, message), progress = CASE WHEN @succeeded THEN 1 ELSE progress END,
              failure_kind = @Kind, failure_retryable = @Retryable, failure_message = @failureMessage, failure_stack = @Stack
            WHERE id = @Id
            """,
            new
            {
                state = decision.State.Word(),
                endedAt = decision.State.IsEnd() ? now : (long?)null,
                end.ResultJson,
                message = decision.Message,
                succeeded = decision.State == RunState.Succeeded,
                end.Failure?.Kind,
                end.Failure?.Retryable,
                failureMessage = end.Failure?.Message,
                end.Failure?.Stack,
                run.Id,
            }
        );
        if (decision.NotBefore is { } notBefore)
        {
            Queue(connection, run.Id, attempt.Number + 1, now, notBefore, end.State == AttemptState.Interrupted ? "interrupted" : "retry");
        }
        else if (decision.State.IsEnd())
        {
            AppendRunEnded(connection, run.Id, decision.State, decision.Message, now);
        }
    }

    /// <summary>Ends a run that has no open attempt.</summary>
    public static void EndRun(SqliteConnection connection, string runId, RunState state, string? message, long now)
    {
        connection.Execute(
            "UPDATE runs SET state = @state, ended_at = @now, message = coalesce(@message, message) WHERE id = @runId",
            new
            {
                state = state.Word(),
                now,
                message,
                runId,
            }
        );
        AppendRunEnded(connection, runId, state, message, now);
    }

    /// <summary>Queues an attempt; the caller has set the run's state.</summary>
    public static void Queue(SqliteConnection connection, string runId, int number, long now, long notBefore, string reason)
    {
        connection.Execute(
            """
            INSERT INTO attempts (run_id, number, state, queued_at, not_before) VALUES (@runId, @number, 'queued', @now, @notBefore);
            UPDATE runs SET attempts = @number WHERE id = @runId;
            """,
            new
            {
                runId,
                number,
                now,
                notBefore,
            }
        );
        var data = new JsonObject { ["not_before"] = notBefore, ["reason"] = reason };
        EventWriter.Append(connection, runId, now, EventTypes.AttemptQueued, number, data);
    }

    private static void AppendRunEnded(SqliteConnection connection, string runId, RunState state, string? message, long now) =>
        EventWriter.Append(
            connection,
            runId,
            now,
            EventTypes.RunEnded,
            0,
            new JsonObject { ["state"] = state.Word(), ["message"] = message }
        );

    private static int FailuresBefore(SqliteConnection connection, RunRow run, int number) =>
        connection.ExecuteScalar<int>(
            "SELECT count(*) FROM attempts WHERE run_id = @Id AND state = 'failed' AND number >= @BudgetAttempt AND number < @number",
            new
            {
                run.Id,
                run.BudgetAttempt,
                number,
            }
        );

    /// <summary>Trailing interrupted attempts of this budget since one that gained ground or ended otherwise.</summary>
    private static int InterruptionsInARow(SqliteConnection connection, RunRow run) =>
        connection.ExecuteScalar<int>(
            """
            SELECT count(*) FROM attempts WHERE run_id = @Id AND state = 'interrupted' AND gained_ground = 0 AND number >= @BudgetAttempt
              AND number > coalesce((SELECT max(number) FROM attempts WHERE run_id = @Id AND (state <> 'interrupted' OR gained_ground = 1)), 0)
            """,
            new { run.Id, run.BudgetAttempt }
        );

    private static JsonObject? Json(AttemptFailure? failure) =>
        failure is null
            ? null
            : new JsonObject
            {
                ["kind"] = failure.Kind,
                ["retryable"] = failure.Retryable,
                ["message"] = failure.Message,
            };
}
