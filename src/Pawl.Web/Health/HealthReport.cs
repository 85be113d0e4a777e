using Pawl.Runs.Model;

namespace Pawl.Web.Health;

/// <summary>How the workbench, its data root and its workers are, at one moment.</summary>
/// <param name="DatabaseFault">Why the database cannot be read; null when it can. Then queue and workers are empty.</param>
/// <param name="DiskFree">Bytes; null when the system does not tell.</param>
/// <param name="DataRootFault">Why nothing can be written to the data root; null when it can, or it was not tried.</param>
internal sealed record HealthReport(
    DateTimeOffset At,
    string? DatabaseFault,
    string? DataRootFault,
    long? DiskFree,
    long? DiskTotal,
    QueueState Queue,
    IReadOnlyList<WorkerStatus> Workers
)
{
    private const long LittleSpace = 1L << 30;

    public int Alive => Workers.Count(worker => worker.Presence == WorkerPresence.Alive);

    public bool IsReady => DatabaseFault is null && DataRootFault is null;

    public bool IsDiskNearlyFull => DiskFree < LittleSpace;

    /// <value>The worst first; empty when all is well.</value>
    public IEnumerable<HealthTrouble> Troubles
    {
        get
        {
            if (DatabaseFault is not null)
            {
                yield return new(
                    true,
                    $"The database cannot be read: {DatabaseFault}",
                    "Nothing can start or end until it can. Look at the disk and the server's log."
                );
            }

            if (DataRootFault is not null)
            {
                yield return new(
                    true,
                    $"Nothing can be written to the data root: {DataRootFault}",
                    "Runs will fail. Free space or mend the folder's permissions."
                );
            }

            if (IsDiskNearlyFull)
            {
                yield return new(
                    true,
                    $"The disk of the data root is nearly full: {Views.ByteSize.Words(DiskFree!.Value)} are left.",
                    "Free some before checkpoints and logs can no longer be written."
                );
            }

            if (Queue.Due > 0 && Alive == 0)
            {
                yield return new(
                    false,
                    $"{(Queue.Due == 1 ? "A run waits" : $"{Queue.Due} runs wait")} and no worker is at work.",
                    "Start one on this data root:",
                    "pawl worker"
                );
            }
        }
    }
}
