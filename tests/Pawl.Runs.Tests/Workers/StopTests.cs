using Pawl.Runs.Model;

namespace Pawl.Runs.Tests.Workers;

[Trait("speed", "slow")]
public sealed class StopTests : IDisposable
{
    private readonly WorkerFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_cancel_from_elsewhere_lets_the_workload_checkpoint_and_ends_cancelled()
    {
        var run = _fixture.Create("train", "\"steps\":100000,\"pause\":0.01");
        var running = _fixture.RunAsync(run);
        await _fixture.Observer.FirstLog;

        _fixture.Store.RequestCancel(run.Id);
        var ended = await running;

        Assert.Equal((RunState.Cancelled, 1), (ended.State, ended.Attempts));
        var steps = _fixture.MetricsOf(run).Count;
        Assert.Equal($"checkpoint {steps}", _fixture.Observer.Words.Last(word => word.StartsWith("checkpoint", StringComparison.Ordinal)));
        Assert.Single(_fixture.EventsOf(run), "run.ended");
    }

    [Fact]
    public async Task Stopping_a_foreground_run_cancels_it()
    {
        var run = _fixture.Create("wait");
        using var stop = new CancellationTokenSource();
        var running = _fixture.Worker().RunOneAsync(run.Id, stop.Token, CancellationToken.None);
        await _fixture.Observer.FirstLog;

        await stop.CancelAsync();
        var ended = await running.WaitAsync(WorkerFixture.Patience);

        Assert.Equal(RunState.Cancelled, ended.State);
    }

    [Fact]
    public async Task Stopping_a_foreground_run_twice_does_not_wait_for_the_grace()
    {
        var run = _fixture.Create("stubborn", "\"grace\":3600");
        using var stop = new CancellationTokenSource();
        using var now = new CancellationTokenSource();
        var running = _fixture.Worker().RunOneAsync(run.Id, stop.Token, now.Token);
        await _fixture.Observer.FirstLog;

        await stop.CancelAsync();
        await now.CancelAsync();
        var ended = await running.WaitAsync(WorkerFixture.Patience);

        Assert.Equal(RunState.Cancelled, ended.State);
        Assert.Equal(0, WorkerFixture.Living(run));
    }

    [Fact]
    public async Task A_timeout_ends_timed_out_and_keeps_what_was_logged()
    {
        var run = _fixture.Create("wait", "\"timeout\":2");

        var ended = await _fixture.RunAsync(run);

        Assert.Equal((RunState.TimedOut, "timeout", 1), (ended.State, ended.Failure!.Kind, ended.Attempts));
        Assert.Equal("waiting", _fixture.LogOf(run)[0]);
        Assert.Single(_fixture.EventsOf(run), "run.ended");
    }

    [Fact]
    public async Task A_host_that_ignores_the_grace_is_killed()
    {
        var run = _fixture.Create("stubborn", "\"timeout\":1,\"grace\":0.2");

        var ended = await _fixture.RunAsync(run);

        Assert.Equal(RunState.TimedOut, ended.State);
        Assert.Contains("0.2 s of grace", ended.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(0, WorkerFixture.Living(run));
    }

    [Fact]
    public async Task Grandchildren_in_sessions_of_their_own_that_ignore_SIGTERM_are_gone_after_a_cancel()
    {
        var run = _fixture.Create("family", "\"grace\":0.2");
        var running = _fixture.RunAsync(run);
        await _fixture.Observer.FirstLog;
        await WorkerFixture.UntilAsync(() => WorkerFixture.Living(run) >= 3, "host, child and grandchild run");

        _fixture.Store.RequestCancel(run.Id);
        var ended = await running;

        Assert.Equal(RunState.Cancelled, ended.State);
        Assert.Equal(0, WorkerFixture.Living(run));
    }

    [Fact]
    public async Task A_result_that_comes_after_the_cancel_still_counts()
    {
        var run = _fixture.Create("late_result");
        var running = _fixture.RunAsync(run);
        await _fixture.Observer.FirstLog;

        _fixture.Store.RequestCancel(run.Id);
        var ended = await running;

        Assert.Equal(RunState.Succeeded, ended.State);
    }

    [Fact]
    public async Task A_worker_that_stops_leaves_its_run_to_the_next_one_which_goes_on_from_the_checkpoint()
    {
        var run = _fixture.Create("train", "\"steps\":60,\"pause\":0.02");
        using var stop = new CancellationTokenSource();
        var working = _fixture.Worker().RunAsync(stop.Token, CancellationToken.None);
        await _fixture.Observer.FirstCheckpoint;

        await stop.CancelAsync();
        await working.WaitAsync(WorkerFixture.Patience);

        Assert.Equal(RunState.Retrying, _fixture.Store.Get(run.Id).State);
        Assert.Empty(_fixture.Store.Workers());
        var ended = await _fixture.RunAsync(run);
        Assert.Equal((RunState.Succeeded, 2), (ended.State, ended.Attempts));
        Assert.Equal([AttemptState.Interrupted, AttemptState.Succeeded], _fixture.Store.Attempts(run.Id).Select(attempt => attempt.State));
        Assert.True(_fixture.Store.Attempts(run.Id)[1].ResumedStep > 0);
        Assert.Equal(Enumerable.Range(1, 60).Select(step => (long)step), _fixture.MetricsOf(run).Select(point => point.Step));
    }
}
