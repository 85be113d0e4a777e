using Pawl.Runs.Events;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Tests.Store;

public sealed class RecoveryTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    private RunStore Store => _fixture.Store;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_dead_workers_attempt_is_recovered_at_once_and_goes_on()
    {
        var run = _fixture.Create();
        _fixture.Claim("dead");

        var recovered = Assert.Single(
            Store.RecoverAbandoned(worker => worker == StoreFixture.Worker("dead") ? WorkerLiveness.Dead : WorkerLiveness.Alive)
        );

        Assert.Equal((run.Id, 1, AttemptState.Interrupted), (recovered.RunId, recovered.Number, recovered.State));
        Assert.Equal("crash", recovered.Failure?.Kind);
        Assert.Contains("'dead'", recovered.Failure?.Message);
        Assert.Equal(RunState.Retrying, Store.Get(run.Id).State);
        Assert.Equal((run.Id, 2), (_fixture.Claim("next").Lease.RunId, 2));
    }

    [Theory]
    [InlineData(WorkerLiveness.Alive)]
    [InlineData(WorkerLiveness.Unknown)]
    public void Other_workers_keep_their_attempt_until_the_lease_expires(WorkerLiveness liveness)
    {
        _fixture.Create();
        _fixture.Claim();
        _fixture.Time.Advance(RunStore.LeaseTime - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Store.RecoverAbandoned(_ => liveness));

        _fixture.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Contains("lease expired", Assert.Single(Store.RecoverAbandoned(_ => liveness)).Failure?.Message);
    }

    [Fact]
    public void A_pending_cancel_ends_the_run_cancelled()
    {
        var run = _fixture.Create();
        _fixture.Claim();
        Store.RequestCancel(run.Id);

        Store.RecoverAbandoned(_ => WorkerLiveness.Dead);

        Assert.Equal(RunState.Cancelled, Store.Get(run.Id).State);
        Assert.Equal(AttemptState.Interrupted, Assert.Single(Store.Attempts(run.Id)).State);
        Assert.Null(Store.Claim(StoreFixture.Worker("next")));
    }

    [Fact]
    public async Task Several_recoverers_end_each_attempt_once()
    {
        var runs = Enumerable.Range(0, 40).Select(_ => _fixture.Create().Id).ToList();
        runs.ForEach(_ => _fixture.Claim("dead"));
        var stores = Enumerable.Range(0, 4).Select(i => RunStore.Open(_fixture.DatabasePath, _fixture.Time, new Random(i))).ToList();

        var recovered = await Task.WhenAll(stores.Select(store => Task.Run(() => store.RecoverAbandoned(_ => WorkerLiveness.Dead))));

        stores.ForEach(store => store.Dispose());
        Assert.Equal(runs.Order(), recovered.SelectMany(list => list).Select(attempt => attempt.RunId).Order());
        Assert.All(runs, id => Assert.Equal(2, Store.Attempts(id).Count));
        Assert.All(runs, id => Assert.Single(Store.EventsOf(id), e => e.Type == EventTypes.AttemptEnded));
    }

    [Fact]
    public void Workers_are_listed_with_their_last_sign_of_life_and_what_they_hold()
    {
        var worker = StoreFixture.Worker("w1");
        var registered = _fixture.Time.GetUtcNow();
        Store.RegisterWorker(worker);
        _fixture.Create();
        _fixture.Time.Advance(TimeSpan.FromSeconds(5));
        Store.BeatWorker("w1");
        _fixture.Claim("w1");

        Assert.Equal(new WorkerRecord(worker, registered, _fixture.Time.GetUtcNow(), 1), Assert.Single(Store.Workers()));

        Store.RemoveWorker("w1");
        Assert.Empty(Store.Workers());
        // Its identity stays with the attempt: its death is still noticed.
        Assert.Single(Store.RecoverAbandoned(gone => gone == worker ? WorkerLiveness.Dead : WorkerLiveness.Unknown));
    }

    [Fact]
    public void Claim_takes_the_attempt_due_longest_or_that_of_the_run_asked_for()
    {
        var first = _fixture.Create();
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var second = _fixture.Create();
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var third = _fixture.Create();

        Assert.Equal(third.Id, Store.Claim(StoreFixture.Worker("w"), third.Id)?.Run.Id);
        Assert.Null(Store.Claim(StoreFixture.Worker("w"), third.Id));
        var claimed = _fixture.Claim();
        Assert.Equal((first.Id, RunState.Running, AttemptState.Running), (claimed.Run.Id, claimed.Run.State, claimed.Attempt.State));
        Assert.Equal(_fixture.Time.GetUtcNow() + RunStore.LeaseTime, claimed.Attempt.LeaseExpiresAt);
        Assert.Equal(second.Id, _fixture.Claim().Run.Id);
        Assert.Null(Store.Claim(StoreFixture.Worker("w")));
    }
}
