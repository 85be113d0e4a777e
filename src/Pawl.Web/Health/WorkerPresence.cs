using Pawl.Runs.Model;
using Pawl.Runs.Waiting;
using Pawl.Runs.Workers;

namespace Pawl.Web.Health;

/// <summary>Whether a worker is there.</summary>
internal enum WorkerPresence
{
    Alive,

    /// <summary>It has not beaten for longer than a lease holds; it may be on another machine, stopped, or cut off.</summary>
    Silent,

    /// <summary>Its process is gone. Its attempts go on with the next worker.</summary>
    Dead,
}

/// <summary>A worker and what it does.</summary>
internal sealed record WorkerStatus(WorkerRecord Worker, WorkerPresence Presence, IReadOnlyList<OpenAttempt> Running)
{
    public string Word => Presence.ToString().ToLowerInvariant();

    public static WorkerPresence PresenceOf(WorkerRecord worker, DateTimeOffset now) =>
        WorkerProcess.Liveness(worker.Identity) == WorkerLiveness.Dead ? WorkerPresence.Dead
        : now - worker.SeenAt > WaitReasons.Silence ? WorkerPresence.Silent
        : WorkerPresence.Alive;
}
