using System.Runtime.InteropServices;

namespace Pawl.Runs.Hosting.Host;

/// <summary>Ends the process this instant: no handler, no finalizer and no flush runs, so nothing more is written.</summary>
internal static partial class ImmediateExit
{
    public static void With(int code)
    {
        if (!OperatingSystem.IsWindows())
        {
            ExitAtOnce(code);
        }

        Environment.Exit(code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitAtOnce(int code);
}
