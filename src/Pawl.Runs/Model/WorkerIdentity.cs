namespace Pawl.Runs.Model;

/// <summary>A worker process, so exactly that another process of the same machine can tell whether it still lives.</summary>
/// <param name="Id">Unique: machine, process id and a random suffix.</param>
/// <param name="BootId">Changes at each boot of the machine, so that a reused process id is not mistaken for the worker.</param>
/// <param name="StartTicks">Start time of the process in clock ticks since boot (field 22 of <c>/proc/PID/stat</c>); 0 where unknown.</param>
public sealed record WorkerIdentity(string Id, string Machine, string BootId, int ProcessId, long StartTicks);
