using Pawl.Llm.Calls;
using Pawl.Llm.Retry;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Tests.Retry;

public class BackoffTests
{
    private static readonly TrySettings Settings = new(
        TimeSpan.FromSeconds(60),
        6,
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(10),
        UnknownTries.Resend
    );

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(4, 16)]
    [InlineData(5, 30)]
    [InlineData(1000, 30)]
    public void Waits_are_drawn_from_nothing_to_the_doubled_base_or_the_cap(int attempt, double longest)
    {
        var backoff = new Backoff(Settings, new Random(1));

        var waits = Enumerable.Range(0, 2000).Select(_ => backoff.WaitAfter(attempt, Failure(null)).TotalSeconds).ToList();

        Assert.InRange(waits.Min(), 0, longest * 0.01);
        Assert.InRange(waits.Max(), longest * 0.99, longest);
        Assert.InRange(waits.Average(), longest * 0.47, longest * 0.53);
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(599, 599)]
    [InlineData(86400, 600)]
    public void What_a_provider_asks_for_is_the_least_up_to_ten_minutes(double asked, double wait) =>
        Assert.Equal(TimeSpan.FromSeconds(wait), new Backoff(Settings, new Random(1)).WaitAfter(0, Failure(TimeSpan.FromSeconds(asked))));

    [Fact]
    public void The_words_of_a_wait_speak_of_the_transport_alone()
    {
        var words = new TransportBackoff(new CallSlot("S7", "features/2"), 3, 6, TimeSpan.FromSeconds(3.2), Failure(null)).ToString();

        Assert.Equal("transport backoff 3.2 s before try 3 of 6: S7 features/2: Overloaded.", words);
    }

    private static CallFailureException Failure(TimeSpan? retryAfter) =>
        new(CallFailureKind.Server, 503, retryAfter, null, isOutcomeUnknown: false, "Overloaded.");
}
