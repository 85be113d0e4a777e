using System.Security.Cryptography;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Web.Hosting;

namespace Pawl.Web.Health;

/// <summary>Looks how things are. Never throws: what cannot be read is what it reports.</summary>
internal sealed class HealthReader(RunStore store, WebServerOptions options, TimeProvider time)
{
    private const int MostAttempts = 1000;
    private const int ProbeBytes = 4096;

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public DateTimeOffset Now => time.GetUtcNow();

    /// <param name="writes">Whether to try to write a file too.</param>
    public HealthReport Read(bool writes = true)
    {
        var now = time.GetUtcNow();
        var (free, total) = Disk();
        var fault = writes ? Write() : null;
        try
        {
            var running = store.RunningAttempts(MostAttempts).ToLookup(attempt => attempt.WorkerId);
            var workers = store
                .Workers()
                .Select(worker => new WorkerStatus(worker, WorkerStatus.PresenceOf(worker, now), [.. running[worker.Identity.Id]]))
                .ToList();
            return new HealthReport(now, null, fault, free, total, store.Queue(), workers);
        }
#pragma warning disable CA1031 // whatever it is, it is what is wrong with the database
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new HealthReport(now, error.Message, fault, free, total, new QueueState(0, 0, null, 0), []);
        }
    }

    private (long? Free, long? Total) Disk()
    {
        try
        {
            var drive = new DriveInfo(options.DataRoot);
            return (drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, null);
        }
    }

    /// <summary>A file that is gone again when it is closed, or when this process dies.</summary>
    private string? Write()
    {
        try
        {
            var path = Path.Combine(options.DataRoot, $".health-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
            using var probe = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            probe.Write(new byte[ProbeBytes]);
            probe.Flush();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }
}
