using Pawl.Runs.Workloads;

namespace Pawl.Runs.Hosting.Protocol;

/// <summary>How a log level is written in frames.</summary>
internal static class LogLevelWords
{
    private static readonly string[] Words = ["debug", "info", "warning", "error", "output", "error_output"];

    /// <summary>In the order of <see cref="RunLogLevel"/>.</summary>
    public static ReadOnlySpan<string> All => Words;

    public static string Word(RunLogLevel level) => Words[(int)level];

    public static RunLogLevel Level(string word) => (RunLogLevel)Array.IndexOf(Words, word);
}
