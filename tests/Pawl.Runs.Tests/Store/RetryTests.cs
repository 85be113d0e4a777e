using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Tests.Store;

public sealed class RetryTests : IDisposable
{
    private static readonly RetryPolicy Policy = new(5, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), 0, null, 3);

    private readonly StoreFixture _fixture = new();

    private RunStore Store => _fixture.Store;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Waits_double_up_to_the_maximum_and_attempts_run_out()
    {
        var id = _fixture.Create(Policy).Id;
        var waits = new List<double>();
        while (FailRetryably() == RunState.Retrying)
        {
            var next = Store.Attempts(id)[^1];
            Assert.Null(Store.Claim(StoreFixture.Worker("too early")));
            Assert.Equal(next.NotBefore, Store.NextDue());
            waits.Add((next.NotBefore - _fixture.Time.GetUtcNow()).TotalSeconds);
            _fixture.Time.Advance(next.NotBefore - _fixture.Time.GetUtcNow());
        }

        Assert.Equal([2, 4, 8, 10], waits);
        Assert.Equal(5, Store.Attempts(id).Count);
        var run = Store.Get(id);
        Assert.Equal((RunState.Failed, "test"), (run.State, run.Failure?.Kind));
        Assert.Contains("5 of 5", run.Message);
        Assert.Null(Store.NextDue());
    }

    [Theory]
    [InlineData(0.0, 1.4)]
    [InlineData(0.5, 2.0)]
    [InlineData(0.75, 2.3)]
    public void Jitter_scales_the_wait_by_the_draw(double draw, double seconds)
    {
        using var fixture = new StoreFixture(new FixedRandom(draw));
        var id = fixture.Create(Policy with { Jitter = 0.3 }).Id;

        fixture.End(fixture.Claim().Lease, AttemptState.Failed, retryable: true);

        Assert.Equal(seconds, (fixture.Store.Attempts(id)[1].NotBefore - fixture.Time.GetUtcNow()).TotalSeconds, 3);
    }

    [Fact]
    public void No_retry_starts_after_the_deadline()
    {
        var id = _fixture.Create(Policy with { Deadline = TimeSpan.FromSeconds(7) }).Id;
        Assert.Equal(RunState.Retrying, FailRetryably());
        _fixture.Time.Advance(TimeSpan.FromSeconds(2.999));
        // The wait is 4 s now: it would start at 6.999 s, just in time.
        Assert.Equal(RunState.Retrying, FailRetryably());
        _fixture.Time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(RunState.Failed, FailRetryably());
        Assert.Contains("retry.deadline", Store.Get(id).Message);
    }

    [Fact]
    public void A_deadline_of_zero_means_no_retry()
    {
        _fixture.Create(Policy with { Deadline = TimeSpan.Zero });

        Assert.Equal(RunState.Failed, FailRetryably());
    }

    [Fact]
    public void Resume_starts_the_budget_afresh()
    {
        var id = _fixture.Create(Policy with { Attempts = 2, Deadline = TimeSpan.FromHours(1) }).Id;
        Assert.Equal(RunState.Retrying, FailRetryably());
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(RunState.Failed, FailRetryably());
        _fixture.Time.Advance(TimeSpan.FromHours(2));

        Store.Resume(id);

        Assert.Equal(RunState.Retrying, FailRetryably());
        Assert.Equal(TimeSpan.FromSeconds(2), Store.Attempts(id)[^1].NotBefore - _fixture.Time.GetUtcNow());
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(RunState.Failed, FailRetryably());
    }

    [Fact]
    public void Interruptions_queue_the_next_attempt_at_once_until_too_many_in_a_row_bring_no_checkpoint()
    {
        var id = _fixture.Create(Policy).Id;
        Interrupt(checkpoint: null);
        Assert.Equal(_fixture.Time.GetUtcNow(), Store.Attempts(id)[1].NotBefore);
        Interrupt(checkpoint: null);
        Interrupt(checkpoint: 10);
        Interrupt(checkpoint: 10);
        Interrupt(checkpoint: null);
        Assert.Equal(RunState.Retrying, Store.Get(id).State);

        Interrupt(checkpoint: 5);

        var run = Store.Get(id);
        Assert.Equal(RunState.Interrupted, run.State);
        Assert.Contains($"pawl resume {id}", run.Message);
        Store.Resume(id);
        Interrupt(checkpoint: null);
        Assert.Equal(RunState.Retrying, Store.Get(id).State);
    }

    [Fact]
    public void An_attempt_that_goes_on_further_than_all_before_it_has_gained_ground_without_a_checkpoint()
    {
        var id = _fixture.Create(Policy).Id;
        foreach (var step in new long[] { 0, 5, 9, 14, 15, 16 })
        {
            InterruptAfterResuming(step);
        }

        Assert.Equal(RunState.Retrying, Store.Get(id).State);
        InterruptAfterResuming(16);
        InterruptAfterResuming(16);
        Assert.Equal(RunState.Retrying, Store.Get(id).State);
        InterruptAfterResuming(16);
        Assert.Equal(RunState.Interrupted, Store.Get(id).State);
    }

    [Fact]
    public void Interruptions_do_not_use_up_retries()
    {
        _fixture.Create(Policy with { Attempts = 2 });
        Interrupt(checkpoint: null);
        Interrupt(checkpoint: null);

        Assert.Equal(RunState.Retrying, FailRetryably());
        _fixture.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(RunState.Failed, FailRetryably());
    }

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(1, -1, 0, 1)]
    [InlineData(1, 0, 0.91, 1)]
    [InlineData(1, 0, 0, 0)]
    public void A_policy_out_of_range_is_refused(int attempts, double backoff, double jitter, int interruptions)
    {
        var policy = new RetryPolicy(attempts, TimeSpan.FromSeconds(backoff), TimeSpan.Zero, jitter, null, interruptions);

        Assert.Throws<ArgumentException>(() => _fixture.Create(policy));
        Assert.Empty(Store.List(new RunQuery()));
    }

    private RunState FailRetryably() => _fixture.End(_fixture.Claim().Lease, AttemptState.Failed, retryable: true).State;

    private void Interrupt(long? checkpoint)
    {
        var lease = _fixture.Claim().Lease;
        if (checkpoint is { } step)
        {
            Store.CheckpointSaved(lease, step, $"checkpoints/step-{step:00000000}", "aa");
        }
        _fixture.End(lease, AttemptState.Interrupted);
    }

    private void InterruptAfterResuming(long step)
    {
        var lease = _fixture.Claim().Lease;
        Store.Resumed(lease, step, null);
        _fixture.End(lease, AttemptState.Interrupted);
    }

    /// <summary>Always the same draw.</summary>
    private sealed class FixedRandom(double draw) : Random
    {
        public override double NextDouble() => draw;
    }
}
