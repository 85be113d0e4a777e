using System.Runtime.InteropServices;

namespace Pawl.Runs.Processes;

/// <summary>Signals and process groups (POSIX). On other systems the calls do nothing and return false.</summary>
public static partial class ProcessGroup
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Stop = 19;

    /// <summary>
    /// Makes the calling process the leader of a group of its own, so that a terminal's Ctrl-C and a signal to the parent's group do not
    /// reach it, and one signal reaches all it starts. False when it could not (a session leader already is one).
    /// </summary>
    public static bool Lead() => !OperatingSystem.IsWindows() && (SetGroup(0, 0) == 0 || GetGroup(0) == Environment.ProcessId);

    /// <summary>The group of a process, or -1 when there is no such process.</summary>
    public static int Of(int processId) => OperatingSystem.IsWindows() ? -1 : GetGroup(processId);

    /// <summary>Signals every process of a group. Refused for the caller's own group and for 0 and 1, which would mean far more.</summary>
    public static bool Signal(int group, int signal) =>
        group > 1 && !OperatingSystem.IsWindows() && group != GetGroup(0) && SendSignal(-group, signal) == 0;

    /// <summary>Signals one process. Refused for the caller, and for 0, 1 and negative ids.</summary>
    public static bool SignalProcess(int processId, int signal) =>
        processId > 1 && !OperatingSystem.IsWindows() && processId != Environment.ProcessId && SendSignal(processId, signal) == 0;

    [LibraryImport("libc", EntryPoint = "setpgid", SetLastError = true)]
    private static partial int SetGroup(int processId, int group);

    [LibraryImport("libc", EntryPoint = "getpgid", SetLastError = true)]
    private static partial int GetGroup(int processId);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
