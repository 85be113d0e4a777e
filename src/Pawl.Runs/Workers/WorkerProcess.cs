using System.Security.Cryptography;
using Pawl.Runs.Model;
using Pawl.Runs.Processes;

namespace Pawl.Runs.Workers;

/// <summary>
/// Names this worker process, and judges others. A process id means something only within one boot of one machine and one process
/// namespace (a container has its own), so <see cref="WorkerIdentity.BootId"/> holds boot and namespace: <c>BOOT/pid:[4026531836]</c>.
/// </summary>
public static class WorkerProcess
{
    public static WorkerIdentity Identify()
    {
        var self = ProcessIdentity.Current;
        var id = $"{Environment.MachineName}-{self.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        return new WorkerIdentity(id, Environment.MachineName, $"{self.BootId}/{Namespace()}", self.ProcessId, self.StartTicks);
    }

    /// <summary>What this process can tell about a worker; never wrong about a death.</summary>
    public static WorkerLiveness Liveness(WorkerIdentity worker)
    {
        var slash = worker.BootId.IndexOf('/', StringComparison.Ordinal);
        if (worker.Machine != Environment.MachineName || slash <= 0 || ProcessIdentity.CurrentBootId.Length == 0)
        {
            return WorkerLiveness.Unknown;
        }

        var boot = worker.BootId[..slash];
        if (boot != ProcessIdentity.CurrentBootId)
        {
            // Two machines may share a name; one whose lease still runs may be the other one.
            return WorkerLiveness.Unknown;
        }

        if (worker.BootId[(slash + 1)..] != Namespace())
        {
            return WorkerLiveness.Unknown;
        }

        return new ProcessIdentity(worker.ProcessId, worker.StartTicks, boot).IsAlive() ? WorkerLiveness.Alive : WorkerLiveness.Dead;
    }

    private static string Namespace() => new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
}
