using System.Text.Json;
using Pawl.Runs.Model;

namespace Pawl.Runs.Tests.Workers;

[Trait("speed", "slow")]
public sealed class AttemptTests : IDisposable
{
    private readonly WorkerFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_run_that_works_ends_succeeded_with_everything_it_reported()
    {
        var run = _fixture.Create("succeed", "\"threads\":1");

        var ended = await _fixture.RunAsync(run);

        Assert.Equal(RunState.Succeeded, ended.State);
        Assert.Equal(1, JsonDocument.Parse(ended.ResultJson!).RootElement.GetProperty("threads").GetInt32());
        Assert.Equal(1, ended.Progress);
        Assert.Equal(["two", "lines"], _fixture.LogOf(run));
        Assert.Equal([("loss", 2.5), ("accuracy", 0.25)], _fixture.MetricsOf(run).Select(point => (point.Name, point.Value)));
        var artifact = Assert.Single(_fixture.Store.Artifacts(run.Id));
        Assert.Equal(("table.csv", "table", "text/csv", 8L), (artifact.Path, artifact.Kind, artifact.MediaType, artifact.Size));
        Assert.Single(_fixture.EventsOf(run), "run.ended");
        var manifest = Pawl.Runs.Manifests.ManifestReader.Read(_fixture.Folder(run))!;
        Assert.Equal(("succeeded", "data/train.bin"), (manifest.Outcome, manifest.Datasets.Single().Path));
        Assert.Empty(Pawl.Runs.Verification.RunVerifier.Verify(_fixture.DataRoot, run.Id));
        Assert.NotNull(_fixture.Store.Attempts(run.Id)[0].HostProcessId);
        Assert.Empty(_fixture.Observer.Troubles);
    }

    [Fact]
    public async Task Standard_output_and_error_output_are_log_lines()
    {
        var run = _fixture.Create("print");

        await _fixture.RunAsync(run);

        Assert.Equal(["no line end", "to error output", "to output"], _fixture.LogOf(run).Order());
    }

    [Fact]
    public async Task A_typed_failure_keeps_its_kind_and_is_not_tried_again()
    {
        var run = _fixture.Create("fail");

        var ended = await _fixture.RunAsync(run);

        Assert.Equal((RunState.Failed, 1), (ended.State, ended.Attempts));
        Assert.Equal(("data", false, "the data is wrong"), (ended.Failure!.Kind, ended.Failure.Retryable, ended.Failure.Message));
    }

    [Theory]
    [InlineData("throw", "InvalidOperationException")]
    [InlineData("disk_full", "disk_full")]
    [InlineData("huge_result", "FrameTooLargeException")]
    public async Task Any_exception_of_a_workload_becomes_an_error_with_a_stack(string mode, string kind)
    {
        var run = _fixture.Create(mode);

        var ended = await _fixture.RunAsync(run);

        Assert.Equal((RunState.Failed, kind), (ended.State, ended.Failure!.Kind));
        Assert.Contains(" at ", ended.Failure.Stack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retryable_failure_is_tried_again_after_its_backoff()
    {
        var run = _fixture.Create("flaky", "\"good_from\":3");

        var ended = await _fixture.RunAsync(run);

        Assert.Equal((RunState.Succeeded, 3), (ended.State, ended.Attempts));
        Assert.Equal(
            [AttemptState.Failed, AttemptState.Failed, AttemptState.Succeeded],
            _fixture.Observer.Ends.Select(item => item.End.State)
        );
        var attempts = _fixture.Store.Attempts(run.Id);
        Assert.True(attempts[1].NotBefore > attempts[0].EndedAt);
        Assert.Single(_fixture.EventsOf(run), "run.ended");
    }

    [Fact]
    public async Task A_retryable_failure_stops_at_the_attempt_cap()
    {
        var run = _fixture.Create("flaky", "\"good_from\":9", RetryPolicy.Default with { Attempts = 2, Backoff = TimeSpan.Zero });

        var ended = await _fixture.RunAsync(run);

        Assert.Equal((RunState.Failed, 2, "flaky"), (ended.State, ended.Attempts, ended.Failure!.Kind));
    }

    [Fact]
    public async Task A_retry_measures_each_step_once()
    {
        var run = _fixture.Create("flaky", "\"good_from\":1");
        await _fixture.RunAsync(run);
        var again = _fixture.Create("train", "\"steps\":12,\"pause\":0");

        await _fixture.RunAsync(again);

        Assert.Equal(Enumerable.Range(1, 12).Select(step => (long)step), _fixture.MetricsOf(again).Select(point => point.Step));
    }

    [Fact]
    public async Task A_host_that_cannot_be_started_fails_the_attempt()
    {
        var run = _fixture.Create("succeed");
        var worker = new Pawl.Runs.Workers.Worker(
            _fixture.Store,
            _fixture.DataRoot,
            new("/nowhere/pawl", ["host"]),
            new(),
            _fixture.Observer,
            TimeProvider.System
        );

        var ended = await worker.RunOneAsync(run.Id, CancellationToken.None, CancellationToken.None).WaitAsync(WorkerFixture.Patience);

        Assert.Equal((RunState.Failed, "launch"), (ended.State, ended.Failure!.Kind));
        Assert.Contains("/nowhere/pawl", ended.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_outlives_its_finished_host_is_ended()
    {
        var run = _fixture.Create("orphan");

        var ended = await _fixture.RunAsync(run);

        Assert.Equal(RunState.Succeeded, ended.State);
        Assert.Equal(0, WorkerFixture.Living(run));
    }
}
