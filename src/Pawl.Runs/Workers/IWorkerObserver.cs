using Pawl.Runs.Durability;
using Pawl.Runs.Model;

namespace Pawl.Runs.Workers;

/// <summary>
/// Told of everything that happens to the attempts of a worker, in order within one attempt, after it was written down. Calls come from the
/// attempt's own loop: return quickly and do not throw. With several attempts at a time, calls of different runs come at once.
/// </summary>
public interface IWorkerObserver
{
    void AttemptStarted(RunRecord run, AttemptRecord attempt) { }

    /// <summary>From where the attempt goes on; step 0 without a hash means from the start.</summary>
    void Resumed(string runId, int attempt, long step, string? sha256) { }

    /// <param name="fraction">0..1.</param>
    void Progressed(string runId, int attempt, double fraction, string? message) { }

    /// <summary>One batch of log lines.</summary>
    void Logged(string runId, IReadOnlyList<LogLine> lines) { }

    /// <summary>The metrics of one frame.</summary>
    void Measured(string runId, IReadOnlyList<MetricPoint> points) { }

    void CheckpointSaved(string runId, int attempt, long step, string path) { }

    void ArtifactSaved(string runId, ArtifactRow artifact) { }

    /// <summary>A named part of the run changed its state.</summary>
    void StepChanged(string runId, int attempt, string name, string state, string? message) { }

    /// <summary>The host was asked to stop: <c>cancelled</c>, <c>timed_out</c> or <c>shutdown</c>.</summary>
    void Stopping(string runId, int attempt, string reason, TimeSpan grace) { }

    /// <param name="run">As it stands now: ended, or retrying with another attempt queued.</param>
    void AttemptEnded(RunRecord run, int attempt, AttemptEnd end) { }

    /// <summary>The attempt was given to another worker; this one stopped its host and wrote nothing more.</summary>
    void LeaseLost(string runId, int attempt) { }

    /// <summary>The database or the disk does not answer. The worker tries on; an attempt it concerns has ended.</summary>
    /// <param name="runId">The run, or null when it is about the worker as a whole.</param>
    void Trouble(string? runId, Exception error) { }
}
