namespace Pawl.Runs.Model;

/// <summary>Where a run stands; follows from its last attempt. The last five are ends.</summary>
public enum RunState
{
    Queued,
    Running,

    /// <summary>An attempt ended in a retryable error or an interruption; the next one is queued.</summary>
    Retrying,
    Waiting,
    Succeeded,
    Failed,
    Cancelled,
    TimedOut,

    /// <summary>Cut off by crashes so often that no further attempt was queued (see <c>retry.interruptions</c>).</summary>
    Interrupted,
}
