using Pawl.Runs.Specs;

namespace Pawl.Runs.Workloads;

/// <summary>
/// What a workload sees of its run, inside the host process. All members are safe to call from any thread. The reports are sent to the
/// worker in call order; the worker alone writes the run's journals and the database.
/// </summary>
public interface IRunContext
{
    string RunId { get; }

    /// <summary>Number of this attempt, from 1; also its fence.</summary>
    int Attempt { get; }

    ResolvedSpec Spec { get; }

    RunFolder Folder { get; }

    /// <summary>The data root, for prepared data and caches shared by runs.</summary>
    string DataRoot { get; }

    /// <summary>Compute threads to use, at least 1: the spec's, or one per core.</summary>
    int Threads { get; }

    TimeProvider Time { get; }

    /// <summary>Why the stop token was cancelled: <c>cancelled</c>, <c>timed_out</c> or <c>shutdown</c>; null while running.</summary>
    string? StopReason { get; }

    /// <param name="fraction">Finite; clamped to 0..1. NaN and infinities are refused with an ArgumentException.</param>
    void Progress(double fraction, string? message = null);

    void Log(RunLogLevel level, string line);

    /// <param name="step">At least 0. On resume at step k, values of earlier attempts beyond k are superseded.</param>
    /// <param name="name">Such as <c>loss/train</c>; at most 200 characters.</param>
    /// <param name="value">Finite.</param>
    void Metric(long step, string name, double value);

    /// <summary>
    /// Returns once everything reported so far is durable on the worker's side. A workload calls it before it commits a checkpoint, so
    /// that a metric of a step at or before the checkpoint can never be lost.
    /// </summary>
    Task FlushAsync(CancellationToken cancellation);

    /// <summary>Reports a committed checkpoint: it is on disk and will be found by the next attempt.</summary>
    /// <param name="step">The step it stands at.</param>
    /// <param name="relativePath">Its folder inside the run folder, with forward slashes.</param>
    /// <param name="sha256">Hash over the whole checkpoint, lower-case hex.</param>
    void CheckpointSaved(long step, string relativePath, string sha256);

    /// <summary>Reports from which checkpoint this attempt goes on; 0 with no hash means from the start. Call it before the first metric.</summary>
    Task ResumedAsync(long step, string? sha256, CancellationToken cancellation);

    /// <summary>Registers a file inside the run's <c>artifacts</c> folder: it is hashed, typed and sent to the worker.</summary>
    /// <param name="relativePath">Inside the artifacts folder, with forward slashes.</param>
    /// <param name="kind">What it is: <c>plot</c>, <c>sample</c>, <c>weights</c>, <c>table</c>, <c>file</c>.</param>
    void ArtifactSaved(string relativePath, string kind);

    /// <summary>Tells which prepared file the run reads, for the manifest and for verification: it is not copied and may be shared with other runs.</summary>
    /// <param name="relativePath">Inside the data root, with forward slashes.</param>
    /// <param name="sha256">Of its content, lower-case hex.</param>
    /// <param name="bytes">Its size.</param>
    void DatasetUsed(string relativePath, string sha256, long bytes);
}
