using Pawl.Runs.Model;
using Pawl.Runs.Processes;
using Pawl.Runs.Store;
using Pawl.Runs.Verification;

namespace Pawl.Runs.Tests.Workers;

[Trait("speed", "slow")]
public sealed class CrashTests : IDisposable
{
    private const string Training = "\"steps\":80,\"pause\":0.02";

    private readonly WorkerFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_killed_host_interrupts_its_attempt_and_the_next_one_resumes()
    {
        var run = _fixture.Create("train", Training);
        var running = _fixture.RunAsync(run);
        await _fixture.Observer.FirstCheckpoint;

        ProcessGroup.SignalProcess(_fixture.Store.Attempts(run.Id)[0].HostProcessId!.Value, ProcessGroup.Kill);
        var ended = await running;

        AssertNothingLost(run, ended, AttemptState.Interrupted);
        var failure = _fixture.Store.Attempts(run.Id)[0].Failure!;
        Assert.Equal("crash", failure.Kind);
        Assert.Contains("SIGKILL", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_told_to_end_by_a_signal_checkpoints_and_the_next_one_resumes()
    {
        var run = _fixture.Create("train", Training);
        var running = _fixture.RunAsync(run);
        await _fixture.Observer.FirstCheckpoint;

        ProcessGroup.SignalProcess(_fixture.Store.Attempts(run.Id)[0].HostProcessId!.Value, ProcessGroup.Terminate);
        var ended = await running;

        AssertNothingLost(run, ended, AttemptState.Interrupted);
        Assert.Equal("shutdown", _fixture.Store.Attempts(run.Id)[0].Failure!.Kind);
    }

    [Fact]
    public async Task A_killed_worker_is_noticed_at_once_and_another_takes_over()
    {
        var run = _fixture.Create("train", Training);
        using var first = TestProgram.Start("worker", _fixture.DataRoot);
        await ReadUntilAsync(first, "checkpoint 1 ");

        first.Kill();
        var before = _fixture.Store.Attempts(run.Id)[0].LeaseExpiresAt;
        var ended = await _fixture.RunAsync(run);

        AssertNothingLost(run, ended, AttemptState.Interrupted);
        Assert.True(_fixture.Store.Attempts(run.Id)[1].StartedAt < before, "the lease ran out before the next attempt started");
    }

    [Fact]
    public async Task A_worker_and_its_host_killed_together_lose_nothing()
    {
        var run = _fixture.Create("train", Training);
        using var first = TestProgram.Start("worker", _fixture.DataRoot);
        await ReadUntilAsync(first, "checkpoint 1 ");

        first.Kill();
        ProcessGroup.SignalProcess(_fixture.Store.Attempts(run.Id)[0].HostProcessId!.Value, ProcessGroup.Kill);
        var ended = await _fixture.RunAsync(run);

        AssertNothingLost(run, ended, AttemptState.Interrupted);
    }

    [Fact]
    public async Task A_host_without_its_worker_ends_itself_and_its_family()
    {
        var run = _fixture.Create("family");
        using var first = TestProgram.Start("worker", _fixture.DataRoot);
        await ReadUntilAsync(first, "started 1");
        await WorkerFixture.UntilAsync(() => WorkerFixture.Living(run) >= 3, "host, child and grandchild run");

        first.Kill();

        await WorkerFixture.UntilAsync(() => WorkerFixture.Living(run) == 0, "nothing of the attempt lives");
    }

    [Fact]
    public async Task A_worker_told_to_end_by_a_signal_leaves_its_run_queued_and_nothing_running()
    {
        var run = _fixture.Create("train", "\"steps\":100000,\"pause\":0.02");
        using var worker = TestProgram.Start("worker", _fixture.DataRoot);
        await ReadUntilAsync(worker, "checkpoint 1 ");

        ProcessGroup.SignalProcess(worker.Id, ProcessGroup.Terminate);
        var (lines, _, exitCode) = await worker.FinishAsync().WaitAsync(WorkerFixture.Patience);

        Assert.Equal(0, exitCode);
        Assert.Equal("ended 1 Interrupted", lines[^1]);
        Assert.Equal(RunState.Retrying, _fixture.Store.Get(run.Id).State);
        Assert.Equal(0, WorkerFixture.Living(run));
    }

    [Fact]
    public async Task A_worker_that_was_stopped_and_replaced_writes_nothing_when_it_goes_on()
    {
        var run = _fixture.Create("train", Training);
        using var first = TestProgram.Start("worker", _fixture.DataRoot);
        await ReadUntilAsync(first, "checkpoint 1 ");
        ProcessGroup.SignalProcess(first.Id, ProcessGroup.Stop);

        var ended = await _fixture.RunAsync(run);
        var events = _fixture.EventsOf(run);
        ProcessGroup.SignalProcess(first.Id, 18); // SIGCONT
        await ReadUntilAsync(first, "lost 1");

        AssertNothingLost(run, ended, AttemptState.Interrupted);
        Assert.Equal(events, _fixture.EventsOf(run));
    }

    [Fact]
    public async Task Where_metrics_stand_is_put_right_after_a_kill_even_when_the_database_holds_what_was_superseded()
    {
        var run = _fixture.Create("train", Training);
        using var first = TestProgram.Start("worker", _fixture.DataRoot);
        await ReadUntilAsync(first, "checkpoint 1 ");
        var claimed = _fixture.Store.Attempts(run.Id)[0];
        // As a worker leaves it that is killed after it reported values which the next attempt supersedes.
        var ahead = new LatestMetric("loss", 9999, -1, -1, 99);
        _fixture.Store.Report(
            new Lease(run.Id, 1, claimed.WorkerId!),
            null,
            null,
            new MetricChanges([ahead, new LatestMetric("gone", 9999, 1, 1, 1)], IsWhole: false)
        );
        first.Kill();

        var ended = await _fixture.RunAsync(run);

        AssertNothingLost(run, ended, AttemptState.Interrupted);
        var standing = Assert.Single(_fixture.Store.LatestMetrics([run.Id])[run.Id]).Value;
        Assert.Equal(new LatestMetric("loss", 80, 1.0 / 80, 1.0 / 80, 1), standing);
    }

    private void AssertNothingLost(RunRecord run, RunRecord ended, AttemptState first)
    {
        Assert.Equal((RunState.Succeeded, 2), (ended.State, ended.Attempts));
        var attempts = _fixture.Store.Attempts(run.Id);
        Assert.Equal([first, AttemptState.Succeeded], attempts.Select(attempt => attempt.State));
        Assert.True(attempts[1].ResumedStep >= 5, $"resumed at step {attempts[1].ResumedStep}");
        Assert.Equal(Enumerable.Range(1, 80).Select(step => (long)step), _fixture.MetricsOf(run).Select(point => point.Step));
        Assert.Single(_fixture.EventsOf(run), "run.ended");
        Assert.Empty(RunVerifier.Verify(_fixture.DataRoot, run.Id));
        Assert.Equal(0, WorkerFixture.Living(run));
    }

    private static async Task ReadUntilAsync(TestProgram program, string start)
    {
        while (await program.ReadLineAsync().WaitAsync(WorkerFixture.Patience) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"The program ended before it said '{start}'.");
    }
}
