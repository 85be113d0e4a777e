namespace Pawl.Runs.Workloads.Command;

/// <summary>Exit codes in words. A program ended by signal N has code 128+N, as in a shell.</summary>
internal static class ExitCode
{
    private const int Signals = 128;

    public static string Describe(int code) => SignalName(code) is { } name ? $"code {code} ({name})" : $"code {code}";

    private static string? SignalName(int code) =>
        (code - Signals) switch
        {
            1 => "signal 1, SIGHUP",
            2 => "signal 2, SIGINT",
            4 => "signal 4, SIGILL",
            6 => "signal 6, SIGABRT: it gave up by itself",
            7 => "signal 7, SIGBUS",
            8 => "signal 8, SIGFPE",
            9 => "signal 9, SIGKILL: often the system was out of memory",
            11 => "signal 11, SIGSEGV: it touched memory that is not its own",
            13 => "signal 13, SIGPIPE",
            15 => "signal 15, SIGTERM",
            > 0 and < 65 => $"signal {code - Signals}",
            _ => null,
        };
}
