namespace Pawl.Runs.Model;

/// <summary>What the asking process can tell about a worker process.</summary>
public enum WorkerLiveness
{
    Alive,

    /// <summary>Certainly gone: same machine, and its boot, process id or start time no longer match.</summary>
    Dead,

    /// <summary>On another machine, or not readable: only its lease tells.</summary>
    Unknown,
}
