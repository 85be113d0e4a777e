using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Tests.Store;

public sealed class FencingTests : IDisposable
{
    private static readonly Dictionary<string, Action<RunStore, Lease>> Writes = new()
    {
        ["HostStarted"] = (store, lease) => store.HostStarted(lease, 1, 2),
        ["Resumed"] = (store, lease) => store.Resumed(lease, 3, "aa"),
        ["ReportProgress"] = (store, lease) => store.ReportProgress(lease, 0.7, "late"),
        ["CheckpointSaved"] = (store, lease) => store.CheckpointSaved(lease, 4, "checkpoints/step-00000004", "bb"),
        ["ArtifactSaved"] = (store, lease) => store.ArtifactSaved(lease, new ArtifactRow("a.txt", "file", "text/plain", 1, "cc")),
        ["EndAttempt"] = (store, lease) => store.EndAttempt(lease, new AttemptEnd(AttemptState.Succeeded, null, "{}")),
    };

    private readonly StoreFixture _fixture = new();

    private RunStore Store => _fixture.Store;

    public static TheoryData<string> WriteNames => [.. Writes.Keys];

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Every_method_that_takes_a_lease_is_in_the_table_or_only_asks()
    {
        var taking = typeof(RunStore).GetMethods().Where(method => method.GetParameters().Any(p => p.ParameterType == typeof(Lease)));

        Assert.Equal([.. Writes.Keys.Append("Renew").Append("Look").Order()], taking.Select(method => method.Name).Order());
    }

    [Theory]
    [MemberData(nameof(WriteNames))]
    public void A_replaced_worker_is_refused_and_changes_nothing(string write)
    {
        var run = _fixture.Create();
        var old = _fixture.Claim("old").Lease;
        _fixture.Time.Advance(RunStore.LeaseTime);
        Assert.Single(Store.RecoverAbandoned(_ => WorkerLiveness.Unknown));
        var current = _fixture.Claim("new").Lease;
        var before = Snapshot(run.Id);

        var error = Assert.Throws<LeaseLostException>(() => Writes[write](Store, old));

        Assert.Equal(old, error.Lease);
        Assert.Equal(before, Snapshot(run.Id));
        Assert.Equal(default, Store.Renew(old));
        Assert.Equal(default, Store.Look(old));
        Assert.True(Store.Renew(current).Held);
        Assert.True(Store.Look(current).Held);
    }

    [Theory]
    [MemberData(nameof(WriteNames))]
    public void Another_worker_an_unknown_attempt_and_an_ended_one_are_refused(string write)
    {
        var run = _fixture.Create();
        var lease = _fixture.Claim().Lease;
        var before = Snapshot(run.Id);

        Assert.Throws<LeaseLostException>(() => Writes[write](Store, lease with { WorkerId = "w2" }));
        Assert.Throws<LeaseLostException>(() => Writes[write](Store, lease with { Attempt = 2 }));
        Assert.Equal(before, Snapshot(run.Id));

        _fixture.End(lease, AttemptState.Succeeded);
        before = Snapshot(run.Id);
        Assert.Throws<LeaseLostException>(() => Writes[write](Store, lease));
        Assert.Equal(before, Snapshot(run.Id));
    }

    [Theory]
    [MemberData(nameof(WriteNames))]
    public void The_holder_of_the_lease_writes(string write)
    {
        var run = _fixture.Create();
        var lease = _fixture.Claim().Lease;
        var before = Snapshot(run.Id);

        Writes[write](Store, lease);

        Assert.NotEqual(before, Snapshot(run.Id));
    }

    [Fact]
    public void Renew_holds_the_lease_and_tells_of_a_cancel_request()
    {
        var run = _fixture.Create();
        var lease = _fixture.Claim().Lease;
        _fixture.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(new LeaseState(true, null), Store.Renew(lease));
        Assert.Equal(_fixture.Time.GetUtcNow() + RunStore.LeaseTime, Store.Attempts(run.Id)[0].LeaseExpiresAt);
        _fixture.Time.Advance(TimeSpan.FromSeconds(14));
        Assert.Empty(Store.RecoverAbandoned(_ => WorkerLiveness.Unknown));

        Store.RequestCancel(run.Id);

        Assert.Equal(new LeaseState(true, "cancelled"), Store.Look(lease));
        Assert.Equal(new LeaseState(true, "cancelled"), Store.Renew(lease));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Progress_that_is_no_number_is_refused(double fraction)
    {
        _fixture.Create();
        var lease = _fixture.Claim().Lease;

        Assert.Throws<ArgumentException>(() => Store.ReportProgress(lease, fraction, null));
    }

    [Theory]
    [InlineData(-3, 0)]
    [InlineData(99, 1)]
    public void Progress_out_of_range_is_clamped(double fraction, double expected)
    {
        var run = _fixture.Create();

        Store.ReportProgress(_fixture.Claim().Lease, fraction, null);

        Assert.Equal(expected, Store.Get(run.Id).Progress);
    }

    private string Snapshot(string runId) =>
        string.Join(
            '\n',
            [
                Store.Get(runId).ToString(),
                .. Store.Attempts(runId).Select(attempt => attempt.ToString()),
                .. Store.Artifacts(runId).Select(artifact => artifact.ToString()),
                .. Store.EventsOf(runId).Select(e => e.ToString()),
            ]
        );
}
