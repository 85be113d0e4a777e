using Pawl.Runs.Model;
using Pawl.Runs.Tests.Store;
using Pawl.Runs.Waiting;

namespace Pawl.Runs.Tests.Waiting;

public sealed class WaitReasonsTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Without_a_worker_a_queued_run_says_how_to_start_one()
    {
        var run = _fixture.Create();

        Assert.Equal("No worker is at work on this data root. Start one with: pawl worker", Reasons().Of(run));
    }

    [Fact]
    public void A_worker_that_fell_silent_or_died_counts_for_none()
    {
        var run = _fixture.Create();
        _fixture.Store.RegisterWorker(StoreFixture.Worker("w1"));
        Assert.Equal("A worker is about to take it.", Reasons().Of(run));

        Assert.StartsWith("No worker", Reasons(_ => WorkerLiveness.Dead).Of(run));
        _fixture.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.StartsWith("No worker", Reasons().Of(run));
    }

    [Fact]
    public void Behind_busy_workers_runs_know_their_place()
    {
        foreach (var worker in new[] { "w1", "w2" })
        {
            _fixture.Store.RegisterWorker(StoreFixture.Worker(worker));
            _fixture.Create();
            _fixture.Claim(worker);
        }

        var next = _fixture.Create();
        var second = _fixture.Create();
        var third = _fixture.Create();
        var reasons = Reasons();

        Assert.Equal("All 2 workers are busy; it is the next.", reasons.Of(next));
        Assert.Equal("All 2 workers are busy; 1 run is before it.", reasons.Of(second));
        Assert.Equal("All 2 workers are busy; 2 runs are before it.", reasons.Of(third));
    }

    [Fact]
    public void A_retry_says_until_when_it_backs_off_and_what_is_missing_then()
    {
        var run = _fixture.Create(RetryPolicy.Default with { Backoff = TimeSpan.FromSeconds(40), Jitter = 0 });
        _fixture.Store.RegisterWorker(StoreFixture.Worker("w1"));
        var after = _fixture.End(_fixture.Claim().Lease, AttemptState.Failed, retryable: true);
        Assert.Equal(RunState.Retrying, after.State);

        Assert.Equal("Attempt 2 starts no sooner than 00:00:40 UTC.", Reasons().Of(after));
        _fixture.Store.RemoveWorker("w1");
        Assert.Equal(
            "Attempt 2 starts no sooner than 00:00:40 UTC. No worker is at work on this data root. Start one with: pawl worker",
            Reasons().Of(after)
        );
        _fixture.Store.RegisterWorker(StoreFixture.Worker("w1"));
        _fixture.Time.Advance(TimeSpan.FromSeconds(41));
        _fixture.Store.BeatWorker("w1");
        Assert.Equal("A worker is about to take it.", Reasons().Of(run.Id, RunState.Retrying));
    }

    [Fact]
    public void Only_runs_that_nobody_works_on_have_a_reason()
    {
        _fixture.Store.RegisterWorker(StoreFixture.Worker("w1"));
        var run = _fixture.Create();
        var lease = _fixture.Claim().Lease;
        Assert.Null(Reasons().Of(_fixture.Store.Get(run.Id)));

        var waiting = _fixture.End(lease, AttemptState.Waiting);
        Assert.Equal("It waits for a decision.", Reasons().Of(waiting));
        _fixture.Store.RequestCancel(run.Id);
        Assert.Null(Reasons().Of(_fixture.Store.Get(run.Id)));
    }

    private WaitReasons Reasons(Func<WorkerIdentity, WorkerLiveness>? liveness = null) =>
        WaitReasons.Read(_fixture.Store, _fixture.Time, liveness ?? (_ => WorkerLiveness.Unknown));
}
