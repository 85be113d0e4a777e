using System.ComponentModel;
using System.Diagnostics;

namespace Pawl.Runs.Processes;

/// <summary>
/// One process of this machine, so exactly that a later process with the same id is not mistaken for it.
/// </summary>
/// <param name="StartTicks">Clock ticks since boot at its start; 0 where the system does not tell (then the id alone counts).</param>
/// <param name="BootId">Changes at each boot; empty where the system does not tell.</param>
public sealed record ProcessIdentity(int ProcessId, long StartTicks, string BootId)
{
    /// <summary>Identity of this machine's boot, or empty.</summary>
    public static string CurrentBootId { get; } = ReadBootId();

    public static ProcessIdentity Current { get; } = Of(Environment.ProcessId)!;

    /// <returns>Null when no such process runs.</returns>
    public static ProcessIdentity? Of(int processId)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Exists(processId) ? new ProcessIdentity(processId, 0, "") : null;
        }

        return ProcessStatus.Read(processId) is { IsAlive: true } status
            ? new ProcessIdentity(processId, status.StartTicks, CurrentBootId)
            : null;
    }

    /// <summary>Whether this very process still runs. A zombie does not; nor does anything from before the last boot.</summary>
    public bool IsAlive() =>
        BootId == CurrentBootId && Of(ProcessId) is { } now && (StartTicks == 0 || now.StartTicks == 0 || now.StartTicks == StartTicks);

    private static bool Exists(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static string ReadBootId()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
