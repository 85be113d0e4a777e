using System.Runtime.InteropServices;

namespace Pawl.Runs.Hosting.Host;

/// <summary>The two process calls .NET has no name for.</summary>
internal static partial class HostNative
{
    /// <summary>Makes this process the leader of a process group of its own: a terminal's Ctrl-C reaches the worker alone.</summary>
    public static void LeadOwnGroup()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            _ = SetProcessGroup(0, 0); // fails only for a session leader, which leads its own group already
        }
    }

    /// <summary>Ends the process this instant: no handler, no finalizer and no flush runs, so nothing more is written.</summary>
    public static void ExitNow(int code)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            ExitAtOnce(code);
        }

        Environment.Exit(code);
    }

    [LibraryImport("libc", EntryPoint = "setpgid")]
    private static partial int SetProcessGroup(int processId, int group);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitAtOnce(int code);
}
