using Pawl.Runs.Events;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Tests.Store;

public sealed class RunStoreTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    private RunStore Store => _fixture.Store;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Create_stores_the_run_with_its_policy_and_one_queued_attempt()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), 0.2, TimeSpan.FromHours(1), 7);

        var run = Store.Create(new NewRun("text", "tiny", "fast_local", """{"a":1}""", policy, null));

        Assert.True(RunId.IsValid(run.Id));
        Assert.Equal((RunState.Queued, 1, 0.0), (run.State, run.Attempts, run.Progress));
        Assert.Equal(("text", "tiny", "fast_local", """{"a":1}"""), (run.Workload, run.Name, run.Profile, run.SpecJson));
        Assert.Equal(policy, run.Retry);
        Assert.Equal(_fixture.Time.GetUtcNow(), run.CreatedAt);
        var attempt = Assert.Single(Store.Attempts(run.Id));
        Assert.Equal((1, AttemptState.Queued, _fixture.Time.GetUtcNow()), (attempt.Number, attempt.State, attempt.NotBefore));
        Assert.Equal(run, Store.Get(run.Id));
    }

    [Fact]
    public void A_whole_life_tells_its_events_in_order()
    {
        var run = _fixture.Create();
        var lease = _fixture.Claim().Lease;
        Store.HostStarted(lease, 77, 1000);
        Store.Resumed(lease, 0, null);
        Store.ReportProgress(lease, 0.5, "half");
        Store.CheckpointSaved(lease, 10, "checkpoints/step-00000010", "aa");
        Store.ArtifactSaved(lease, new ArtifactRow("plot.svg", "plot", "image/svg+xml", 12, "bb"));
        Assert.Equal((0.5, "half"), (Store.Get(run.Id).Progress, Store.Get(run.Id).Message));

        var ended = _fixture.End(lease, AttemptState.Succeeded, result: """{"loss":1.5}""");

        Assert.Equal((RunState.Succeeded, 1.0, """{"loss":1.5}"""), (ended.State, ended.Progress, ended.ResultJson));
        Assert.Equal(
            [
                EventTypes.RunCreated,
                EventTypes.AttemptQueued,
                EventTypes.AttemptStarted,
                EventTypes.HostStarted,
                EventTypes.AttemptResumed,
                EventTypes.CheckpointSaved,
                EventTypes.ArtifactSaved,
                EventTypes.AttemptEnded,
                EventTypes.RunEnded,
            ],
            Store.EventsOf(run.Id).Select(e => e.Type)
        );
        var attempt = Assert.Single(Store.Attempts(run.Id));
        Assert.Equal((77, 1000L, 0L, 10L), (attempt.HostProcessId, attempt.HostStartTicks, attempt.ResumedStep, attempt.CheckpointStep));
        var artifact = Assert.Single(Store.Artifacts(run.Id));
        Assert.Equal(("plot.svg", 1, _fixture.Time.GetUtcNow()), (artifact.Path, artifact.Attempt, artifact.SavedAt));
    }

    [Fact]
    public void Find_takes_an_id_or_a_unique_prefix_and_names_the_candidates_of_an_ambiguous_one()
    {
        var first = _fixture.Create();
        var second = _fixture.Create();
        _fixture.Time.Advance(TimeSpan.FromDays(400));
        var later = _fixture.Create();

        Assert.Equal(first.Id, Store.Find(first.Id.ToLowerInvariant())?.Id);
        Assert.Equal(later.Id, Store.Find(later.Id[..10])?.Id);
        Assert.Null(Store.Find("7ZZZ"));
        Assert.Null(Store.Find(""));
        Assert.Null(Store.Find("not an id"));
        var error = Assert.Throws<AmbiguousRunException>(() => Store.Find(first.Id[..10]));
        Assert.Equal([second.Id, first.Id], error.Candidates);
        Assert.Contains(first.Id, error.Message);
        Assert.Throws<RunNotFoundException>(() => Store.Get("7ZZZ"));
    }

    [Fact]
    public void List_filters_by_state_workload_and_text_and_pages_newest_first()
    {
        var runs = Enumerable.Range(0, 5).Select(i => Store.Create(StoreFixture.Run(name: $"Run {i}"))).ToList();
        Store.RequestCancel(runs[1].Id);
        var other = Store.Create(new NewRun("text", "other", null, "{}", RetryPolicy.Default, null));

        Assert.Equal([other.Id, .. runs.Select(run => run.Id).Reverse()], Ids(new RunQuery()));
        Assert.Equal([runs[1].Id], Ids(new RunQuery { States = [RunState.Cancelled, RunState.Failed] }));
        Assert.Equal([other.Id], Ids(new RunQuery { Workload = "text" }));
        Assert.Equal([runs[3].Id], Ids(new RunQuery { Text = "rUN 3" }));
        Assert.Equal([runs[2].Id], Ids(new RunQuery { Text = runs[2].Id.ToLowerInvariant() }));
        Assert.Equal([runs[4].Id, runs[3].Id], Ids(new RunQuery { Limit = 2, Offset = 1 }));
        Assert.Throws<ArgumentException>(() => Store.List(new RunQuery { Limit = 0 }));

        string[] Ids(RunQuery query) => [.. Store.List(query).Select(run => run.Id)];
    }
}
