using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Model;

namespace Pawl.Runs.Workers;

/// <summary>Everything that decides how an attempt ended.</summary>
/// <param name="Terminal">The host's last frame, or null.</param>
/// <param name="Breach">The first breach of the protocol, or null.</param>
/// <param name="StopReason">Why the host was asked to stop, or null.</param>
/// <param name="Killed">The worker killed the tree.</param>
/// <param name="SaidHello">A good <c>hello</c> came.</param>
/// <param name="ExitCode">128 + N after death by signal N; null when it did not even exit.</param>
internal sealed record AttemptFacts(
    TerminalFrame? Terminal,
    ProtocolException? Breach,
    string? StopReason,
    bool Killed,
    bool SaidHello,
    int? ExitCode,
    TimeSpan Timeout,
    TimeSpan Grace
);

/// <summary>How the facts of an attempt become its one end.</summary>
internal static class AttemptOutcome
{
    /// <summary>Kind of the failure of an attempt whose host broke the protocol.</summary>
    public const string Protocol = "protocol";

    public static AttemptEnd Decide(AttemptFacts facts)
    {
        if (RealBreach(facts) is { } breach)
        {
            return Failed(Protocol, breach.Message);
        }

        // Work that got done stays done, also when a stop was asked a moment too late.
        if (facts.Terminal is ResultFrame result)
        {
            return new AttemptEnd(AttemptState.Succeeded, null, result.ValueJson);
        }

        return facts.StopReason switch
        {
            StopReasons.Cancelled => new AttemptEnd(AttemptState.Cancelled, null, null),
            StopReasons.TimedOut => new AttemptEnd(
                AttemptState.TimedOut,
                new AttemptFailure(
                    "timeout",
                    false,
                    $"It ran longer than {facts.Timeout.TotalSeconds} s (timeout){(facts.Killed ? $" and {facts.Grace.TotalSeconds} s of grace" : "")}. "
                        + "Raise the timeout and resume it."
                ),
                null
            ),
            StopReasons.Shutdown => Interrupted(
                "shutdown",
                "Its worker was stopped. The next worker goes on from the last good checkpoint."
            ),
            _ => ByItself(facts),
        };
    }

    /// <summary>A line for the log where the exit does not fit the host's last frame; null where it does.</summary>
    public static string? Warning(AttemptFacts facts) =>
        facts switch
        {
            { Terminal: ResultFrame, Killed: true } => "The host did not exit after its result and was killed; the result counts.",
            { Terminal: ResultFrame, ExitCode: not 0 } => $"The host {Exit(facts.ExitCode)} after its result; the result counts.",
            { Terminal: ErrorFrame error, StopReason: { } reason } when error.Kind != reason =>
                $"While stopping ({reason}) the host reported {error.Kind}: {error.Message}",
            _ => null,
        };

    // A frame cut short is what the death of a host by a signal looks like from here: then the death is the reason. A kill of our own
    // is none: it came after the breach.
    private static ProtocolException? RealBreach(AttemptFacts facts) =>
        facts.Breach is { Breach: ProtocolBreach.Truncated } && !facts.Killed && ExitSignal.Of(facts.ExitCode) is not null
            ? null
            : facts.Breach;

    private static AttemptEnd ByItself(AttemptFacts facts)
    {
        if (facts.Terminal is ErrorFrame error)
        {
            return error.Kind == StopReasons.Shutdown
                ? Interrupted("shutdown", "Its host was told to end by a signal. The next attempt goes on from the last good checkpoint.")
                : new AttemptEnd(AttemptState.Failed, new AttemptFailure(error.Kind, error.Retryable, error.Message, error.Stack), null);
        }

        if (ExitSignal.Of(facts.ExitCode) is { } signal)
        {
            return Interrupted("crash", $"Its host was killed by {signal}. The next attempt goes on from the last good checkpoint.");
        }

        var word = facts.SaidHello ? ProtocolBreach.NoResult : ProtocolBreach.NoHello;
        var missing = facts.SaidHello ? "a result" : "a hello";
        return Failed(Protocol, $"{word.Word()}: the host {Exit(facts.ExitCode)} without {missing}; see its last log lines");
    }

    private static string Exit(int? code) =>
        code switch
        {
            null => "did not exit",
            0 => "exited",
            _ when ExitSignal.Of(code) is { } signal => $"was killed by {signal}",
            _ => $"exited with code {code}",
        };

    private static AttemptEnd Failed(string kind, string message) =>
        new(AttemptState.Failed, new AttemptFailure(kind, false, message), null);

    private static AttemptEnd Interrupted(string kind, string message) =>
        new(AttemptState.Interrupted, new AttemptFailure(kind, true, message), null);
}
