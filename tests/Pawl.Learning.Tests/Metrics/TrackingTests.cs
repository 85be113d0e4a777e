using Pawl.Learning.Metrics;
using Pawl.Learning.Stopping;

namespace Pawl.Learning.Tests.Metrics;

public sealed class TrackingTests
{
    [Fact]
    public void Smoothing_starts_at_the_first_value_and_weighs_the_past()
    {
        var metric = new SmoothedMetric(0.75);

        Assert.Equal([4, 3, 2.25], new double[] { 4, 0, 0 }.Select(metric.Add));
        Assert.Equal(7, new SmoothedMetric(0).Add(7));
    }

    [Fact]
    public void Best_is_the_first_of_equals()
    {
        var best = new BestTracker(MetricGoal.Lowest);

        Assert.True(best.Offer(1, 5));
        Assert.False(best.Offer(2, 5));
        Assert.False(best.Offer(3, 4.9, margin: 0.5));
        Assert.True(best.Offer(4, 4));
        Assert.Equal((4, 4.0), (best.Step, best.Value!.Value));
        Assert.True(Offered(MetricGoal.Highest, 1, 2));
        Assert.False(Offered(MetricGoal.Highest, 2, 1));
    }

    [Fact]
    public void Early_stopping_waits_its_patience_and_no_longer()
    {
        var stopping = new EarlyStopping(2, 0.1, MetricGoal.Lowest);
        foreach (var (value, expected) in new[] { (3.0, false), (2.95, false), (2.5, false), (2.45, false), (2.41, true), (1.0, false) })
        {
            stopping.Offer(1, value);
            Assert.Equal(expected, stopping.IsTriggered);
        }

        var off = new EarlyStopping(0, 0, MetricGoal.Lowest);
        off.Offer(1, 1);
        off.Offer(2, 1);
        Assert.False(off.IsTriggered);
    }

    [Fact]
    public void State_restores_exactly()
    {
        var (smoothed, best, stopping) = (
            new SmoothedMetric(0.9),
            new BestTracker(MetricGoal.Lowest),
            new EarlyStopping(3, 0, MetricGoal.Lowest)
        );
        foreach (var value in new[] { 0.1, 0.7, 0.30000000000000004 })
        {
            smoothed.Add(value);
            best.Offer(1, value);
            stopping.Offer(1, value);
        }

        var (smoothed2, best2, stopping2) = (
            new SmoothedMetric(0.9),
            new BestTracker(MetricGoal.Lowest),
            new EarlyStopping(3, 0, MetricGoal.Lowest)
        );
        smoothed2.Restore(System.Text.Json.Nodes.JsonNode.Parse(smoothed.State!.ToJsonString()));
        best2.Restore(System.Text.Json.Nodes.JsonNode.Parse(best.State!.ToJsonString()));
        stopping2.Restore(System.Text.Json.Nodes.JsonNode.Parse(stopping.State.ToJsonString())!.AsObject());

        Assert.Equal(smoothed.Add(0.2), smoothed2.Add(0.2));
        Assert.Equal(best.Value, best2.Value);
        Assert.Equal(stopping.State.ToJsonString(), stopping2.State.ToJsonString());
    }

    [Fact]
    public void Step_counter_never_goes_backwards()
    {
        var step = new StepCounter();
        step.ResumeAt(5);

        Assert.Equal(6, step.Advance());
        Assert.Throws<InvalidOperationException>(() => step.ResumeAt(5));
    }

    private static bool Offered(MetricGoal goal, double first, double second)
    {
        var best = new BestTracker(goal);
        best.Offer(1, first);
        return best.Offer(2, second);
    }
}
