using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Model;
using Pawl.Runs.Workers;

namespace Pawl.Runs.Tests.Workers;

public sealed class AttemptOutcomeTests
{
    private static readonly AttemptFacts Clean = new(
        new ResultFrame("{}"),
        null,
        null,
        Killed: false,
        SaidHello: true,
        0,
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(10)
    );

    private static readonly AttemptFacts Mute = Clean with { Terminal = null };

    private static readonly ProtocolException CutShort = new(ProtocolBreach.Truncated, "cut");

    [Theory]
    [InlineData(StopReasons.Cancelled, AttemptState.Cancelled)]
    [InlineData(StopReasons.TimedOut, AttemptState.TimedOut)]
    [InlineData(StopReasons.Shutdown, AttemptState.Interrupted)]
    public void A_stop_without_a_result_ends_as_its_reason_says(string reason, AttemptState state)
    {
        Assert.Equal(state, AttemptOutcome.Decide(Mute with { StopReason = reason, Killed = true, ExitCode = 137 }).State);
        Assert.Equal(
            state,
            AttemptOutcome.Decide(Mute with { StopReason = reason, Terminal = new ErrorFrame(reason, false, "", null), ExitCode = 1 }).State
        );
        Assert.Equal(AttemptState.Succeeded, AttemptOutcome.Decide(Clean with { StopReason = reason }).State);
    }

    [Theory]
    [InlineData(137, "SIGKILL")]
    [InlineData(139, "SIGSEGV")]
    [InlineData(134, "SIGABRT")]
    public void Death_by_a_signal_is_a_crash_that_names_it(int code, string signal)
    {
        var end = AttemptOutcome.Decide(Mute with { ExitCode = code });

        Assert.Equal((AttemptState.Interrupted, "crash"), (end.State, end.Failure!.Kind));
        Assert.Contains(signal, end.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_cut_short_is_a_breach_unless_a_signal_killed_the_host()
    {
        Assert.Equal(AttemptState.Failed, AttemptOutcome.Decide(Mute with { Breach = CutShort, ExitCode = 0 }).State);
        Assert.Equal(AttemptState.Interrupted, AttemptOutcome.Decide(Mute with { Breach = CutShort, ExitCode = 137 }).State);
        Assert.Equal(AttemptState.Failed, AttemptOutcome.Decide(Mute with { Breach = CutShort, ExitCode = 137, Killed = true }).State);
    }

    [Fact]
    public void A_breach_after_the_result_takes_the_success_away()
    {
        var end = AttemptOutcome.Decide(Clean with { Breach = new ProtocolException(ProtocolBreach.AfterTerminal, "late") });

        Assert.Equal((AttemptState.Failed, "protocol"), (end.State, end.Failure!.Kind));
    }
}
