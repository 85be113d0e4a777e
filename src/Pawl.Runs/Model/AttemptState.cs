namespace Pawl.Runs.Model;

/// <summary>Where one try at a run stands. It ends exactly once; the last six are ends.</summary>
public enum AttemptState
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
    TimedOut,

    /// <summary>Cut off by the death of its host or worker.</summary>
    Interrupted,
    Waiting,
}
