namespace Pawl.Runs.Workers;

/// <summary>
/// Death by signal as .NET shows it: an exit code of 128 + N, as in a shell. An exit with such a code of the program's own looks the same;
/// hosts do not use them.
/// </summary>
internal static class ExitSignal
{
    private const int Base = 128;
    private const int Highest = 64;

    /// <returns>Its name, such as <c>SIGKILL</c>; null when the process exited by itself.</returns>
    public static string? Of(int? exitCode) =>
        (exitCode - Base) switch
        {
            null or <= 0 or > Highest => null,
            1 => "SIGHUP",
            2 => "SIGINT",
            3 => "SIGQUIT",
            4 => "SIGILL",
            6 => "SIGABRT",
            7 => "SIGBUS",
            8 => "SIGFPE",
            9 => "SIGKILL",
            11 => "SIGSEGV",
            13 => "SIGPIPE",
            15 => "SIGTERM",
            24 => "SIGXCPU",
            31 => "SIGSYS",
            var number => $"signal {number}",
        };
}
