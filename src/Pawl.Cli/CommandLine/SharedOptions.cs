using System.CommandLine;

namespace Pawl.Cli.CommandLine;

/// <summary>Options that mean the same wherever they are accepted.</summary>
internal static class SharedOptions
{
    private const int MostThreads = 1024;

    /// <summary>On every verb.</summary>
    public static Option<string?> Home { get; } =
        new("--home")
        {
            Description = "Data root. Default: $PAWL_HOME, else the nearest .pawl/ upwards, else ./.pawl",
            HelpName = "PATH",
            Recursive = true,
        };

    /// <summary>On every verb.</summary>
    public static Option<bool> Plain { get; } =
        new("--plain")
        {
            Description = "Plain lines instead of a redrawn view (also with NO_COLOR or CI set, or when piped)",
            Recursive = true,
        };

    /// <summary>On every verb.</summary>
    public static Option<bool> Debug { get; } =
        new("--debug") { Description = "Print the stack of an unexpected error (also with PAWL_DEBUG=1)", Recursive = true };

    /// <summary>On every verb that reads.</summary>
    public static Option<bool> Json { get; } =
        new("--json") { Description = "Machine-readable output on stdout; shapes are in docs/cli.md" };

    /// <summary>On every verb that shows a run until it ends.</summary>
    public static Option<bool> JsonLogs { get; } =
        new("--json-logs") { Description = "Log and progress as JSON lines on stderr, without a progress bar; shapes are in docs/cli.md" };

    /// <summary>On every verb that computes itself.</summary>
    public static Option<int?> Threads { get; } =
        new Option<int?>("--threads")
        {
            Description = "Compute threads, shared among the runs worked on. Default: one per core; results do not depend on it",
            HelpName = "N",
        }.Between(1, MostThreads);

    public static Argument<string> Run() =>
        new("RUN") { Description = "A run: its id, the beginning of its id if no other run shares it, or 'last' for the newest" };
}
