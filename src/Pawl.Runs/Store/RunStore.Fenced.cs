using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Events;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>
/// Writes under a lease. Each checks in its own transaction that the attempt still runs under this worker, and else throws
/// <see cref="LeaseLostException"/> with nothing changed.
/// </summary>
public sealed partial class RunStore
{
    /// <param name="pid">Process id of the host, above 0.</param>
    /// <param name="startTicks">Its start time as in <see cref="WorkerIdentity.StartTicks"/>.</param>
    public void HostStarted(Lease lease, int pid, long startTicks) =>
        Fenced(
            lease,
            (connection, _, now) =>
            {
                UpdateAttempt(connection, lease, "host_process = @pid, host_start = @startTicks", new { pid, startTicks });
                Append(connection, lease, now, EventTypes.HostStarted, new() { ["process"] = pid, ["start_ticks"] = startTicks });
            }
        );

    /// <param name="step">Step of the checkpoint the host goes on from; 0 with no hash means from the start.</param>
    public void Resumed(Lease lease, long step, string? sha256)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        Fenced(
            lease,
            (connection, _, now) =>
            {
                // A workload that keeps its ground elsewhere than in checkpoints shows it here: it goes on further than any attempt before.
                UpdateAttempt(
                    connection,
                    lease,
                    """
                    resumed_step = @step, resumed_sha256 = @sha256, gained_ground = max(gained_ground, @step > coalesce(
                      (SELECT max(max(coalesce(checkpoint_step, 0), coalesce(resumed_step, 0))) FROM attempts AS earlier
                       WHERE earlier.run_id = @RunId AND earlier.number < @Attempt), 0))
                    """,
                    new { step, sha256 }
                );
                Append(connection, lease, now, EventTypes.AttemptResumed, new() { ["step"] = step, ["sha256"] = sha256 });
            }
        );
    }

    /// <summary>Sets the run's progress and message; not an event.</summary>
    /// <param name="fraction">Finite; clamped to 0..1.</param>
    /// <param name="message">Null keeps the last one.</param>
    public void ReportProgress(Lease lease, double fraction, string? message)
    {
        if (!double.IsFinite(fraction))
        {
            throw new ArgumentException($"Expected a finite progress, got {fraction}.", nameof(fraction));
        }
        Report(lease, fraction, message, MetricChanges.None);
    }

    /// <summary>Sets where the run stands, all of it in one transaction; not an event.</summary>
    /// <param name="fraction">Null keeps the last one.</param>
    internal void Report(Lease lease, double? fraction, string? message, MetricChanges metrics) =>
        Fenced(
            lease,
            (connection, _, now) =>
            {
                connection.Execute(
                    """
                    UPDATE runs SET progress = coalesce(@progress, progress), message = coalesce(@message, message), reported_at = @now
                    WHERE id = @RunId
                    """,
                    new
                    {
                        progress = fraction is { } value ? Math.Clamp(value, 0, 1) : (double?)null,
                        message,
                        now,
                        lease.RunId,
                    }
                );
                LatestMetricRows.Write(connection, lease.RunId, metrics);
            }
        );

    /// <summary>Notes a checkpoint that is on disk.</summary>
    /// <param name="path">Its folder inside the run folder, with forward slashes.</param>
    /// <param name="sha256">Hash over the whole checkpoint, lower-case hex.</param>
    public void CheckpointSaved(Lease lease, long step, string path, string sha256)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(sha256);
        Fenced(
            lease,
            (connection, _, now) =>
            {
                // Ground is gained beyond every earlier attempt: saving again what a crash forced to repeat is none.
                UpdateAttempt(
                    connection,
                    lease,
                    """
                    checkpoint_step = @step, gained_ground = max(gained_ground, @step > coalesce(
                      (SELECT max(checkpoint_step) FROM attempts AS earlier WHERE earlier.run_id = @RunId AND earlier.number < @Attempt), -1))
                    """,
                    new { step }
                );
                var data = new JsonObject
                {
                    ["step"] = step,
                    ["path"] = path,
                    ["sha256"] = sha256,
                };
                Append(connection, lease, now, EventTypes.CheckpointSaved, data);
            }
        );
    }

    /// <summary>Notes an artifact that is on disk, or a dataset the run reads. One of the same scope and path is replaced.</summary>
    public void ArtifactSaved(Lease lease, ArtifactRow artifact)
    {
        ArgumentException.ThrowIfNullOrEmpty(artifact.Path);
        ArgumentException.ThrowIfNullOrEmpty(artifact.Sha256);
        Fenced(
            lease,
            (connection, _, now) =>
            {
                connection.Execute(
                    """
                    INSERT INTO artifacts (run_id, scope, path, kind, media_type, size, sha256, attempt, saved_at)
                    VALUES (@RunId, @Scope, @Path, @Kind, @MediaType, @Size, @Sha256, @Attempt, @now)
                    ON CONFLICT (run_id, scope, path) DO UPDATE SET kind = excluded.kind, media_type = excluded.media_type,
                      size = excluded.size, sha256 = excluded.sha256, attempt = excluded.attempt, saved_at = excluded.saved_at
                    """,
                    new
                    {
                        lease.RunId,
                        Scope = artifact.Scope.Word(),
                        artifact.Path,
                        artifact.Kind,
                        artifact.MediaType,
                        artifact.Size,
                        artifact.Sha256,
                        lease.Attempt,
                        now,
                    }
                );
                var data = new JsonObject
                {
                    ["scope"] = artifact.Scope.Word(),
                    ["path"] = artifact.Path,
                    ["kind"] = artifact.Kind,
                    ["media_type"] = artifact.MediaType,
                    ["size"] = artifact.Size,
                    ["sha256"] = artifact.Sha256,
                };
                Append(connection, lease, now, EventTypes.ArtifactSaved, data);
            }
        );
    }

    /// <summary>
    /// Ends the attempt, decides the run's state and queues the next attempt if there is to be one: all or nothing. A second call under the
    /// same lease throws <see cref="LeaseLostException"/>.
    /// </summary>
    /// <returns>The run as it stands then.</returns>
    public RunRecord EndAttempt(Lease lease, AttemptEnd end)
    {
        end.Check();
        RunRow? after = null;
        Fenced(
            lease,
            (connection, attempt, now) =>
            {
                Settlement.End(connection, GetRow(connection, lease.RunId), attempt, end, now, _random);
                after = GetRow(connection, lease.RunId);
            }
        );
        return after!.ToRecord();
    }

    private void Fenced(Lease lease, Action<SqliteConnection, AttemptRow, long> work) =>
        Write(connection =>
        {
            var attempt = FindAttempt(connection, lease.RunId, lease.Attempt);
            if (attempt is not { AttemptState: AttemptState.Running } || attempt.WorkerId != lease.WorkerId)
            {
                var actual = attempt is null ? "no such attempt" : $"it {attempt.State} under worker '{attempt.WorkerId ?? "none"}'";
                throw new LeaseLostException(lease, actual);
            }
            work(connection, attempt, Now);
        });

    /// <param name="assignments">SQL of this class only, never text from outside.</param>
    private static void UpdateAttempt(SqliteConnection connection, Lease lease, string assignments, object values)
    {
        var parameters = new DynamicParameters(values);
        parameters.Add("RunId", lease.RunId);
        parameters.Add("Attempt", lease.Attempt);
        connection.Execute($"UPDATE attempts SET {assignments} WHERE run_id = @RunId AND number = @Attempt", parameters);
    }

    private static void Append(SqliteConnection connection, Lease lease, long now, string type, JsonObject data) =>
        EventWriter.Append(connection, lease.RunId, now, type, lease.Attempt, data);
}
