namespace Pawl.Cli.Faults;

/// <summary>What the process returns. Scripts branch on these: a number never changes its meaning.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The work ran and failed, or something unforeseen happened.</summary>
    public const int Failed = 1;

    /// <summary>The command line, a spec or a setting is wrong; nothing was done that could be resumed.</summary>
    public const int Usage = 2;

    /// <summary>No such run, file, checkpoint or workload.</summary>
    public const int NotFound = 3;

    /// <summary>The run exists, but its state does not allow what was asked.</summary>
    public const int Refused = 4;

    /// <summary><c>pawl verify</c> or <c>pawl cache validate</c> found something changed, missing or out of order.</summary>
    public const int VerificationFailed = 5;

    /// <summary>Ended by Ctrl-C or SIGTERM: 128 + SIGINT, the shell's convention.</summary>
    public const int Interrupted = 130;
}
