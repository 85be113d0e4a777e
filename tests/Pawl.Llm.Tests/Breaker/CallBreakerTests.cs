using Pawl.Llm.Breaker;
using Pawl.Llm.Calls;
using Pawl.Llm.Credentials;
using Pawl.Llm.Settings;
using Pawl.Llm.Tests.Credentials;
using Pawl.Llm.Tests.Sending;

namespace Pawl.Llm.Tests.Breaker;

public sealed class CallBreakerTests : IDisposable
{
    private const string Key = "sk-proj-Zq81kvT3mWx5Rb7N";

    private static readonly Uri Address = new("https://llm.example:8443/v1");
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly BreakerPass Normal = new(IsProbe: false);

    private readonly ScratchFolder _folder = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_opens_it_at_the_first_refusal_and_ends_calls_at_the_fifth()
    {
        var breaker = Open();
        breaker.Failed(Normal, Failure(CallFailureKind.Key, 401));

        Assert.Equal((BreakerPosition.Open, BreakerCause.Key, 1), (breaker.State.Position, breaker.State.Cause, breaker.State.KeyRefusals));
        for (var refusal = 2; refusal <= 5; refusal++)
        {
            breaker.Failed(await ProbeAsync(breaker), Failure(CallFailureKind.Key, 401));
        }

        var failure = await Assert.ThrowsAsync<CallFailureException>(() => breaker.PassAsync(null, default));
        Assert.Equal(CallFailureKind.Key, failure.Kind);
        Assert.Contains("refused the key from variable K 5 times", failure.Message);
        Assert.Contains(breaker.Path, failure.Message);
        Assert.Null(breaker.State.NextProbe);
    }

    [Fact]
    public async Task Refusals_are_counted_over_restarts_until_the_key_is_another()
    {
        for (var refusal = 1; refusal <= 5; refusal++)
        {
            var breaker = Open();
            breaker.Failed(refusal == 1 ? Normal : await ProbeAsync(breaker), Failure(CallFailureKind.Key, 403));
        }

        await Assert.ThrowsAsync<CallFailureException>(() => Open().PassAsync(null, default));

        var other = Open(key: "sk-another-key-entirely");
        Assert.False((await other.PassAsync(null, default)).IsProbe);
        Assert.Empty(BreakerFile.ReadAll(_folder.Root));
    }

    [Fact]
    public async Task A_mended_key_file_is_taken_up_at_the_next_probe()
    {
        var settings = TestSettings.Provider(Address, KeyFile.Write(_folder, Key));
        var breaker = new CallBreaker(Settings(), Address, Credential.Open(settings), _folder["breakers"], Pause, _clock);
        breaker.Failed(Normal, Failure(CallFailureKind.Key, 401));
        var waiting = breaker.PassAsync(null, default);

        KeyFile.Write(_folder, "sk-proj-good");
        await _clock.AdvanceUntilAsync(() => waiting.IsCompleted, TimeSpan.FromSeconds(1));

        Assert.False((await waiting).IsProbe);
        Assert.Equal((BreakerPosition.Closed, 0), (breaker.State.Position, breaker.State.KeyRefusals));
    }

    [Fact]
    public void An_outage_is_so_many_failures_in_a_row_and_429s_are_none()
    {
        var breaker = Open();
        for (var failure = 1; failure < 5; failure++)
        {
            breaker.Failed(Normal, Failure(CallFailureKind.Server, 500));
        }

        breaker.Succeeded(Normal);
        for (var failure = 1; failure < 5; failure++)
        {
            breaker.Failed(Normal, Failure(CallFailureKind.RateLimited, 429));
            breaker.Failed(Normal, Failure(failure % 2 == 0 ? CallFailureKind.Connection : CallFailureKind.Timeout, null));
        }

        Assert.Equal(BreakerPosition.Closed, breaker.State.Position);
        breaker.Failed(Normal, Failure(CallFailureKind.Server, 503));
        Assert.Equal((BreakerPosition.Open, BreakerCause.Outage), (breaker.State.Position, breaker.State.Cause));
    }

    [Fact]
    public async Task Pauses_double_up_to_the_longest_and_a_success_ends_them()
    {
        var breaker = Open();
        breaker.Failed(Normal, Failure(CallFailureKind.Quota, 429));
        var pauses = new List<double>();
        for (var probe = 0; probe < 7; probe++)
        {
            pauses.Add((breaker.State.NextProbe!.Value - _clock.GetUtcNow()).TotalSeconds);
            breaker.Failed(await ProbeAsync(breaker), Failure(CallFailureKind.Quota, 429));
        }

        Assert.Equal([30, 60, 120, 240, 480, 600, 600], pauses.Select(Math.Ceiling));
        Assert.Equal(7, breaker.State.Probes);
        breaker.Succeeded(await ProbeAsync(breaker));
        Assert.Equal(BreakerPosition.Closed, breaker.State.Position);
    }

    [Fact]
    public async Task Two_processes_send_one_probe_and_both_hear_of_its_end()
    {
        var (here, there) = (Open(), Open());
        here.Failed(Normal, Failure(CallFailureKind.Quota, 402));
        _clock.Advance(Pause);

        var probe = await here.PassAsync(null, default);
        var other = there.PassAsync(null, default);
        _clock.Advance(TimeSpan.FromSeconds(20));
        await Task.Delay(20, TestContext.Current.CancellationToken);

        Assert.True(probe.IsProbe);
        Assert.False(other.IsCompleted);
        here.Succeeded(probe);
        await _clock.AdvanceUntilAsync(() => other.IsCompleted, TimeSpan.FromSeconds(1));
        Assert.False((await other).IsProbe);
    }

    [Fact]
    public async Task A_probe_whose_process_died_is_replaced()
    {
        var died = Open();
        died.Failed(Normal, Failure(CallFailureKind.Quota, 402));
        await ProbeAsync(died);

        var restarted = Open();

        Assert.Equal(BreakerPosition.HalfOpen, restarted.State.Position);
        Assert.True((await ProbeAsync(restarted)).IsProbe);
    }

    [Fact]
    public void What_stands_on_disk_says_all_but_the_key()
    {
        Open().Failed(Normal, Failure(CallFailureKind.Quota, 429));

        var state = Assert.Single(BreakerFile.ReadAll(_folder.Root));
        Assert.Equal((BreakerPosition.Open, BreakerCause.Quota, 429), (state.Position, state.Cause, state.LastStatus));
        Assert.Equal("breaker open: quota at https://llm.example:8443/v1, next probe 2030-01-01T00:00:30Z (Refused.)", state.ToString());
        Assert.All(Directory.EnumerateFiles(_folder.Root), path => Assert.DoesNotContain(Key, path + File.ReadAllText(path)));
    }

    [Fact]
    public void A_file_that_is_no_breakers_counts_as_none()
    {
        Open().Failed(Normal, Failure(CallFailureKind.Quota, 429));
        File.WriteAllText(Open().Path, "{\"position\":");

        Assert.Equal(BreakerPosition.Closed, Open().State.Position);
        Assert.Empty(BreakerFile.ReadAll(_folder.Root));
    }

    private async Task<BreakerPass> ProbeAsync(CallBreaker breaker)
    {
        var waiting = breaker.PassAsync(null, default);
        await _clock.AdvanceUntilAsync(() => waiting.IsCompleted, TimeSpan.FromSeconds(1));
        var pass = await waiting;
        Assert.True(pass.IsProbe);
        return pass;
    }

    private CallBreaker Open(string key = Key) =>
        new(
            Settings(),
            Address,
            Credential.Open(TestSettings.Provider(Address, authVariable: "K"), _ => key),
            _folder.Root,
            TimeSpan.FromSeconds(60),
            _clock
        );

    private static BreakerSettings Settings() => new(5, Pause, TimeSpan.FromMinutes(10), KeyTries: 5);

    private static CallFailureException Failure(CallFailureKind kind, int? status) =>
        new(kind, status, null, null, isOutcomeUnknown: false, "Refused.");
}
