using Pawl.Runs.Events;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Tests.Store;

/// <summary>The state machine: what each end of an attempt and each request of a person does to a run in each state.</summary>
public sealed class LifeCycleTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    private RunStore Store => _fixture.Store;

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(AttemptState.Succeeded, false, RunState.Succeeded)]
    [InlineData(AttemptState.Failed, false, RunState.Failed)]
    [InlineData(AttemptState.Failed, true, RunState.Retrying)]
    [InlineData(AttemptState.Cancelled, false, RunState.Cancelled)]
    [InlineData(AttemptState.TimedOut, false, RunState.TimedOut)]
    [InlineData(AttemptState.TimedOut, true, RunState.TimedOut)]
    [InlineData(AttemptState.Interrupted, true, RunState.Retrying)]
    [InlineData(AttemptState.Waiting, false, RunState.Waiting)]
    public void An_end_of_the_attempt_leads_the_run_to_its_state(AttemptState end, bool retryable, RunState expected)
    {
        var run = _fixture.Create();

        var after = _fixture.End(_fixture.Claim().Lease, end, retryable);

        Assert.Equal(expected, after.State);
        Assert.Equal(expected.IsEnd(), after.EndedAt is not null);
        Assert.Equal(expected.IsEnd() ? 1 : 0, Store.EventsOf(run.Id).Count(e => e.Type == EventTypes.RunEnded));
        Assert.Equal(expected == RunState.Retrying ? 2 : 1, Store.Attempts(run.Id).Count);
        Assert.Equal(end, Store.Attempts(run.Id)[0].State);
    }

    [Theory]
    [InlineData(AttemptState.Succeeded, false, RunState.Succeeded)]
    [InlineData(AttemptState.Failed, false, RunState.Failed)]
    [InlineData(AttemptState.Failed, true, RunState.Cancelled)]
    [InlineData(AttemptState.Cancelled, false, RunState.Cancelled)]
    [InlineData(AttemptState.TimedOut, false, RunState.TimedOut)]
    [InlineData(AttemptState.Interrupted, true, RunState.Cancelled)]
    [InlineData(AttemptState.Waiting, false, RunState.Cancelled)]
    public void After_a_cancel_request_no_end_queues_another_attempt(AttemptState end, bool retryable, RunState expected)
    {
        var run = _fixture.Create();
        var lease = _fixture.Claim().Lease;
        Store.RequestCancel(run.Id);

        var after = _fixture.End(lease, end, retryable);

        Assert.Equal(expected, after.State);
        Assert.Single(Store.Attempts(run.Id));
        Assert.Single(Store.EventsOf(run.Id), e => e.Type == EventTypes.RunEnded);
    }

    [Theory]
    [InlineData(RunState.Queued, RunState.Cancelled)]
    [InlineData(RunState.Retrying, RunState.Cancelled)]
    [InlineData(RunState.Waiting, RunState.Cancelled)]
    [InlineData(RunState.Running, RunState.Running)]
    [InlineData(RunState.Succeeded, null)]
    [InlineData(RunState.Failed, null)]
    [InlineData(RunState.Cancelled, null)]
    [InlineData(RunState.TimedOut, null)]
    [InlineData(RunState.Interrupted, null)]
    public void Cancel_is_allowed_until_the_run_has_ended(RunState from, RunState? expected)
    {
        var id = RunIn(from);
        if (expected is null)
        {
            var events = Store.EventsOf(id).Count;
            var error = Assert.Throws<RunStateException>(() => Store.RequestCancel(id));
            Assert.Equal(from, error.State);
            Assert.Contains(from.Word(), error.Message);
            Assert.Equal(events, Store.EventsOf(id).Count);
            return;
        }

        var after = Store.RequestCancel(id);

        Assert.Equal((expected, "cancelled"), (after.State, after.CancelReason));
        Assert.Null(Store.Claim(StoreFixture.Worker("another")));
        Assert.Single(Store.EventsOf(id), e => e.Type == EventTypes.CancelRequested);
    }

    [Theory]
    [InlineData(RunState.Cancelled, true)]
    [InlineData(RunState.Failed, true)]
    [InlineData(RunState.TimedOut, true)]
    [InlineData(RunState.Interrupted, true)]
    [InlineData(RunState.Queued, false)]
    [InlineData(RunState.Running, false)]
    [InlineData(RunState.Retrying, false)]
    [InlineData(RunState.Waiting, false)]
    [InlineData(RunState.Succeeded, false)]
    public void Resume_reopens_what_ended_short_of_success(RunState from, bool allowed)
    {
        var id = RunIn(from);
        var before = Store.Get(id);
        if (!allowed)
        {
            Assert.Equal(from, Assert.Throws<RunStateException>(() => Store.Resume(id)).State);
            Assert.Equal(before, Store.Get(id));
            return;
        }

        var after = Store.Resume(id);

        Assert.Equal((RunState.Queued, before.Attempts + 1), (after.State, after.Attempts));
        Assert.Equal((null, null, null, null), (after.EndedAt, after.Failure, after.CancelReason, after.Message));
        Assert.Single(Store.EventsOf(id), e => e.Type == EventTypes.RunReopened);
        var lease = _fixture.Claim().Lease;
        Assert.Equal((id, before.Attempts + 1), (lease.RunId, lease.Attempt));
        Assert.Equal(RunState.Succeeded, _fixture.End(lease, AttemptState.Succeeded).State);
        Assert.Equal(2, Store.EventsOf(id).Count(e => e.Type == EventTypes.RunEnded));
    }

    [Fact]
    public void Retry_starts_a_new_run_of_the_same_spec_and_leaves_the_old_one_alone()
    {
        var id = RunIn(RunState.Failed);
        var before = Store.Get(id);

        var retried = Store.Retry(id);

        Assert.NotEqual(id, retried.Id);
        Assert.Equal((id, RunState.Queued, before.SpecJson), (retried.RetryOf, retried.State, retried.SpecJson));
        Assert.Equal((before.Workload, before.Name, before.Retry), (retried.Workload, retried.Name, retried.Retry));
        Assert.Equal(before, Store.Get(id));
    }

    [Fact]
    public void Requests_for_an_unknown_run_say_so()
    {
        var id = new RunIdSource(_fixture.Time, new Random(5)).Next();

        Assert.Equal(id, Assert.Throws<RunNotFoundException>(() => Store.RequestCancel(id)).Id);
        Assert.Throws<RunNotFoundException>(() => Store.Resume(id));
        Assert.Throws<RunNotFoundException>(() => Store.Retry(id));
        Assert.Throws<RunNotFoundException>(() => Store.Create(StoreFixture.Run() with { RetryOf = id }));
        Assert.Empty(Store.List(new RunQuery()));
    }

    [Fact]
    public void A_second_cancel_request_changes_nothing()
    {
        var id = RunIn(RunState.Running);
        Store.RequestCancel(id);
        var events = Store.EventsOf(id).Count;

        Store.RequestCancel(id);

        Assert.Equal(events, Store.EventsOf(id).Count);
    }

    /// <summary>A run brought into a state by nothing but the store's own methods.</summary>
    private string RunIn(RunState state)
    {
        var policy = RetryPolicy.Default with { Interruptions = state == RunState.Interrupted ? 1 : 20 };
        var id = _fixture.Create(policy).Id;
        if (state == RunState.Queued)
        {
            return id;
        }
        var lease = _fixture.Claim().Lease;
        switch (state)
        {
            case RunState.Retrying:
                _fixture.End(lease, AttemptState.Failed, retryable: true);
                break;
            case RunState.Waiting:
                _fixture.End(lease, AttemptState.Waiting);
                break;
            case RunState.Succeeded:
                _fixture.End(lease, AttemptState.Succeeded);
                break;
            case RunState.Failed:
                _fixture.End(lease, AttemptState.Failed);
                break;
            case RunState.Cancelled:
                _fixture.End(lease, AttemptState.Cancelled);
                break;
            case RunState.TimedOut:
                _fixture.End(lease, AttemptState.TimedOut);
                break;
            case RunState.Interrupted:
                _fixture.End(lease, AttemptState.Interrupted);
                break;
        }
        Assert.Equal(state, Store.Get(id).State);
        return id;
    }
}
