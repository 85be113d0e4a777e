namespace Pawl.Cli.Faults;

/// <summary>An outcome the person at the keyboard can act on; the top level prints it without a stack and exits with its code.</summary>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
/// <param name="message">What was expected and what came, one sentence or a few.</param>
/// <param name="next">What to do about it: a command to type, where there is one.</param>
internal sealed class CliException(int exitCode, string message, string? next = null, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;

    public string? Next { get; } = next;

    public static CliException Usage(string message, string? next = null) => new(Faults.ExitCode.Usage, message, next);

    public static CliException NotFound(string message, string? next = null) => new(Faults.ExitCode.NotFound, message, next);

    public static CliException Refused(string message, string? next = null) => new(Faults.ExitCode.Refused, message, next);
}
