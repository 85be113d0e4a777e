using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Tests.Store;

public sealed class LatestMetricsTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    private RunStore Store => _fixture.Store;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_list_sorts_by_the_last_value_of_a_metric_with_runs_that_have_none_last()
    {
        var high = Measured(("loss/val", 3), ("accuracy", 0.1));
        var without = Measured(("accuracy", 0.5));
        var low = Measured(("loss/val", 1));

        Assert.Equal([low, high, without], Ids("metric:loss/val"));
        Assert.Equal([high, low, without], Ids("metric:loss/val:desc"));
        Assert.Equal([without, high, low], Ids("metric:accuracy:desc"));
        Assert.Equal([low, without, high], Ids("metric:no such"));
        Assert.Equal(["accuracy", "loss/val"], Store.MetricNames());
    }

    [Fact]
    public void Metrics_are_read_for_some_runs_by_name_or_all()
    {
        var first = Measured(("a", 1), ("b", 2));
        var second = Measured(("b", 3));
        Measured(("b", 4));

        var some = Store.LatestMetrics([first, second], ["b", "none"]);
        Assert.Equal([(first, 2.0), (second, 3.0)], some.Select(run => (run.Key, Assert.Single(run.Value).Value.Value)));
        Assert.Equal(["a", "b"], Store.LatestMetrics([first])[first].Keys);
        Assert.Empty(Store.LatestMetrics([], ["b"]));
        Assert.Empty(Store.LatestMetrics([first], []));
        Assert.Empty(Store.LatestMetrics([_fixture.Create().Id]));
    }

    [Fact]
    public void A_whole_standing_takes_the_place_of_everything_the_run_had_and_leaves_other_runs_alone()
    {
        var other = Measured(("a", 1), ("z", 9));
        var run = _fixture.Create();
        var lease = Store.Claim(StoreFixture.Worker("w1"), run.Id)!.Lease;
        Store.Report(lease, null, null, new MetricChanges([new("a", 5, 1, 1, 1), new("b", 5, 2, 2, 2)], IsWhole: false));
        Store.Report(lease, 0.5, "half", MetricChanges.None);

        Store.Report(lease, null, null, new MetricChanges([new("b", 3, 7, 6, 8)], IsWhole: true));

        Assert.Equal(new LatestMetric("b", 3, 7, 6, 8), Assert.Single(Store.LatestMetrics([run.Id])[run.Id]).Value);
        Assert.Equal(["a", "z"], Store.LatestMetrics([other])[other].Keys);
        Assert.Equal((0.5, "half"), (Store.Get(run.Id).Progress, Store.Get(run.Id).Message));
    }

    [Fact]
    public void A_replaced_worker_changes_no_metric()
    {
        var run = _fixture.Create();
        var lease = _fixture.Claim().Lease;
        _fixture.End(lease, AttemptState.Succeeded);

        Assert.Throws<LeaseLostException>(() => Store.Report(lease, null, null, new MetricChanges([new("a", 1, 1, 1, 1)], IsWhole: true)));

        Assert.Empty(Store.LatestMetrics([run.Id]));
    }

    private string[] Ids(string sort) =>
        [.. Store.Summaries(new RunQuery { Sort = RunSort.TryParse(sort, out var parsed) ? parsed : null }).Select(run => run.Id)];

    private string Measured(params (string Name, double Value)[] metrics)
    {
        var run = _fixture.Create();
        var lease = Store.Claim(StoreFixture.Worker("w1"), run.Id)!.Lease;
        var latest = metrics.Select(metric => new LatestMetric(metric.Name, 1, metric.Value, metric.Value, metric.Value)).ToList();
        Store.Report(lease, null, null, new MetricChanges(latest, IsWhole: false));
        return run.Id;
    }
}
