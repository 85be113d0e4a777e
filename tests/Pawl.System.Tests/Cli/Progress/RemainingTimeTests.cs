using Pawl.Cli.Progress;

namespace Pawl.System.Tests.Cli.Progress;

public sealed class RemainingTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_resumed_run_is_paced_by_what_this_attempt_did()
    {
        var remaining = new RemainingTime();
        remaining.Observe(2, 0.6, Start);
        remaining.Observe(2, 0.7, Start.AddSeconds(10));

        Assert.Equal(30, remaining.Estimate!.Value.TotalSeconds, 3);
    }

    [Fact]
    public void Nothing_is_promised_before_there_is_a_pace()
    {
        var remaining = new RemainingTime();
        remaining.Observe(1, 0, Start);
        remaining.Observe(1, 0, Start.AddSeconds(60));

        Assert.Null(remaining.Estimate);
    }

    [Fact]
    public void A_new_attempt_starts_a_new_pace()
    {
        var remaining = new RemainingTime();
        remaining.Observe(1, 0, Start);
        remaining.Observe(1, 0.5, Start.AddSeconds(10));
        remaining.Observe(2, 0.4, Start.AddSeconds(11));

        Assert.Null(remaining.Estimate);
    }
}
