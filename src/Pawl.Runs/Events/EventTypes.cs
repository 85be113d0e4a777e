namespace Pawl.Runs.Events;

/// <summary>
/// Every type of event, and what its data holds. An event without an attempt of its own carries attempt 0. What someone asked for
/// (created, cancel requested, reopened) also holds <c>actor</c>, with <c>name</c> and <c>role</c>, where it is known.
/// </summary>
public static class EventTypes
{
    /// <summary>A run came to be. Data: <c>workload</c>, <c>name</c>, <c>profile</c>, <c>spec_sha256</c>, <c>retry_of</c>.</summary>
    public const string RunCreated = "run.created";

    /// <summary>An attempt may be claimed from <c>not_before</c> (Unix milliseconds) on. Data also: <c>reason</c>.</summary>
    public const string AttemptQueued = "attempt.queued";

    /// <summary>A worker claimed the attempt. Data: <c>worker</c>, <c>machine</c>.</summary>
    public const string AttemptStarted = "attempt.started";

    /// <summary>The host process runs. Data: <c>process</c>, <c>start_ticks</c>.</summary>
    public const string HostStarted = "host.started";

    /// <summary>The host says where it goes on from. Data: <c>step</c>, <c>sha256</c> (null: from the start).</summary>
    public const string AttemptResumed = "attempt.resumed";

    /// <summary>A checkpoint is on disk. Data: <c>step</c>, <c>path</c> inside the run folder, <c>sha256</c>.</summary>
    public const string CheckpointSaved = "checkpoint.saved";

    /// <summary>An artifact is on disk. Data: <c>path</c> inside the artifacts folder, <c>kind</c>, <c>media_type</c>, <c>size</c>, <c>sha256</c>.</summary>
    public const string ArtifactSaved = "artifact.saved";

    /// <summary>Someone asked the run to stop. Data: <c>reason</c>.</summary>
    public const string CancelRequested = "cancel.requested";

    /// <summary>The attempt ended, once. Data: <c>state</c>, and <c>failure</c> (<c>kind</c>, <c>retryable</c>, <c>message</c>) or null.</summary>
    public const string AttemptEnded = "attempt.ended";

    /// <summary>The run reached an end: exactly one per end. Data: <c>state</c>, <c>message</c>.</summary>
    public const string RunEnded = "run.ended";

    /// <summary>A resume reopened an ended run. Data: <c>from</c>, the state it had ended in.</summary>
    public const string RunReopened = "run.reopened";
}
