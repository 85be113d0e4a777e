using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Pawl.Runs.Durability;

namespace Pawl.Runs.Store;

/// <summary>
/// Gives the writers of one database turns, over all processes. SQLite alone lets waiters sleep and try again, so that under load one process
/// which writes without a pause starves the others past their time limit, and frequent tries burn the processor the writer needs.
/// </summary>
/// <remarks>
/// A turnstile of two file locks (flock): whoever is next holds the queue while it waits for the turn. A writer that has just finished must
/// pass the queue again, so it cannot overtake the one that waits. The kernel drops both locks when a process dies. Turns are fairness only:
/// what keeps writers apart is SQLite's own lock.
/// </remarks>
internal sealed partial class WriteTurn(string databasePath) : IDisposable
{
    private const int Exclusive = 2;
    private const int Unlock = 8;
    private const int Interrupted = 4;

    private readonly SafeFileHandle _queue = DurableNative.OpenForAppend(databasePath + "-queue");
    private readonly SafeFileHandle _turn = DurableNative.OpenForAppend(databasePath + "-turn");

    /// <summary>Waits for the turn. Not for two threads at once: the caller holds a lock of its own.</summary>
    public void Take()
    {
        Lock(_queue, Exclusive);
        Lock(_turn, Exclusive);
        Lock(_queue, Unlock);
    }

    public void Leave() => Lock(_turn, Unlock);

    public void Dispose()
    {
        _queue.Dispose();
        _turn.Dispose();
    }

    private static void Lock(SafeFileHandle file, int operation)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        while (FileLock(file, operation) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw new IOException(
                    $"The write turn of the database could not be taken: {Marshal.GetPInvokeErrorMessage(error)}.",
                    error
                );
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int FileLock(SafeFileHandle file, int operation);
}
