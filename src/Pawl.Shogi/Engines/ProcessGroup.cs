using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pawl.Shogi.Engines;

/// <summary>
/// A program in a process group of its own, so that Ctrl-C in the terminal reaches us alone, and one signal reaches all that the program started. Where the
/// tool <c>setsid</c> is missing (not Linux) it stays in ours, and the framework looks for its children.
/// </summary>
internal static partial class ProcessGroup
{
    private const int Kill = 9;

    /// <exception cref="Win32Exception">It could not be started.</exception>
    public static Process Start(string program, EngineCommand command)
    {
        var wrapper = OperatingSystem.IsLinux() ? ProgramSearch.Find("setsid") : null;
        var start = new ProcessStartInfo(wrapper ?? program, wrapper is null ? command.Arguments : command.Arguments.Prepend(program))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingFolder ?? "",
        };
        return Process.Start(start)!;
    }

    /// <summary>Ends the program and all it started, at once. Does nothing where none is left.</summary>
    public static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself; what it started may live on in its group.
        }

        if (!OperatingSystem.IsWindows() && process.Id > 1 && GetGroup(0) != process.Id)
        {
            SendSignal(-process.Id, Kill);
        }
    }

    [LibraryImport("libc", EntryPoint = "getpgid", SetLastError = true)]
    private static partial int GetGroup(int processId);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
