using Pawl.Runs.Workloads;

namespace Pawl.Runs.Hosting.Host;

/// <summary>
/// <c>runs/ID/host.lock</c>, held by the host that may write the run's folder. The kernel gives it free when its holder dies, however it
/// dies, so a host that outlived its worker for a moment and the host that replaces it never write at once.
/// </summary>
internal static class HostLock
{
    /// <value>30 s: far above the time a host takes to notice that its worker is gone and to kill its children.</value>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="WorkloadException">Another host still held it after <paramref name="patience"/>.</exception>
    public static async Task<IDisposable> TakeAsync(string runFolder, TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        Directory.CreateDirectory(runFolder);
        var path = Path.Combine(runFolder, "host.lock");
        var begin = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException error)
            {
                if (time.GetElapsedTime(begin) > patience)
                {
                    throw new WorkloadException(
                        "host_lock",
                        retryable: true,
                        $"Another host held '{path}' for {patience.TotalSeconds} s; expected it to end with its worker. "
                            + "Look for an earlier 'pawl host' process of this run.",
                        error
                    );
                }
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }
}
