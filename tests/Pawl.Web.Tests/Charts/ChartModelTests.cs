using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Pawl.Learning.Metrics;
using Pawl.Runs.Metrics;
using Pawl.Web.Views.Charts;
using Pawl.Web.Views.Compare;

namespace Pawl.Web.Tests.Charts;

public sealed class ChartModelTests
{
    [Fact]
    public void Metrics_with_the_same_first_word_share_a_chart_of_at_most_eight_lines()
    {
        var groups = MetricGroup.Of(["loss/train", "lr", "loss/val", .. Enumerable.Range(0, 17).Select(i => $"layer/{i}"), "/odd", "odd/"]);

        Assert.Equal(
            ["loss", "lr", "layer (1 of 3)", "layer (2 of 3)", "layer (3 of 3)", "/odd", "odd/"],
            groups.Select(group => group.Title)
        );
        Assert.Equal(["train", "val"], groups[0].Metrics.Select(groups[0].Label));
        Assert.Equal(8, groups[2].Metrics.Count);
        Assert.Equal("lr", groups[1].Label("lr"));
    }

    [Fact]
    public void Choices_come_back_from_their_address_and_nonsense_counts_as_not_said()
    {
        var choices = new ChartChoices
        {
            Filter = "a&b=c",
            Smoothing = 0.6,
            IsLogarithmic = true,
            Axis = MetricAxis.Time,
            From = 0.5,
            To = 1e6,
            Hidden = new HashSet<string> { "loss/val", "x y" },
            ShowsAll = true,
        };

        var read = ChartChoices.Of(Query(choices.ToQuery()));

        Assert.Equal(choices.ToQuery(), read.ToQuery());
        Assert.Equal(choices.Hidden.Order(), read.Hidden.Order());
        Assert.Equal("", ChartChoices.Of(Query("smooth=NaN&scale=x&x=&from=9&to=3&show=")).ToQuery());
        Assert.Equal(ChartChoices.MostSmoothing, ChartChoices.Of(Query("smooth=7")).Smoothing);
    }

    [Theory]
    [InlineData(1.25, "1.25")]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(31234.56789, "31234.6")]
    [InlineData(1234567, "1234570")]
    [InlineData(0.00001234567, "0.0000123457")]
    [InlineData(2.5e-7, "2.5e-7")]
    [InlineData(-1e300, "-1e+300")]
    [InlineData(0.1 + 0.2, "0.3")]
    public void Values_have_six_digits(double value, string text) => Assert.Equal(text, MetricText.Of(value));

    [Theory]
    [InlineData("loss/train", MetricGoal.Lowest)]
    [InlineData("perplexity/validation", MetricGoal.Lowest)]
    [InlineData("metrics/mAP50-95(B)", MetricGoal.Highest)]
    [InlineData("val_accuracy", MetricGoal.Highest)]
    [InlineData("reward", MetricGoal.Highest)]
    [InlineData("learning_rate", null)]
    [InlineData("gradient_norm", null)]
    [InlineData("accuracy_loss", null)]
    public void The_better_direction_is_told_by_the_name_or_not_at_all(string name, MetricGoal? goal) =>
        Assert.Equal(goal, MetricGoals.Of(name));

    [Fact]
    public void Differences_of_specs_hold_only_keys_that_differ_and_absent_keys_have_no_value()
    {
        var differences = SpecDifferences.Of([
            """{"name":"a","origins":{"train.steps":"x"},"train":{"steps":10,"lr":0.1},"data":{"corpus":"c"},"tags":["a"]}""",
            """{"name":"b","origins":{},"train":{"steps":20,"lr":0.1,"warmup":5},"data":{"corpus":"c"},"tags":["a"]}""",
        ]);

        Assert.Equal(["train.steps", "train.warmup"], differences.Select(difference => difference.Key));
        Assert.Equal(["10", "20"], differences[0].Values);
        Assert.Equal([null, "5"], differences[1].Values);
    }

    [Fact]
    public void Best_is_marked_among_runs_that_reported_and_absent_is_not_zero()
    {
        var compared = ComparedMetric.Of([Run(("loss", 3), ("acc", 0.4)), Run(("loss", 2), ("lr", 1)), Run(("loss", 2))]);

        Assert.Equal(["loss", "acc", "lr"], compared.Select(metric => metric.Name));
        Assert.Equal([1, 2], compared[0].BestRuns.Order());
        Assert.Null(compared[1].Runs[1]);
        Assert.Empty(compared[1].BestRuns);
        Assert.Null(compared[2].Best(1));
    }

    private static RunMetrics Run(params (string Name, double Value)[] metrics) =>
        new(
            [
                .. metrics.Select(metric => new MetricSeries(
                    metric.Name,
                    new long[] { 1 },
                    new long[] { 1 },
                    new[] { metric.Value },
                    1,
                    new MetricExtremes(metric.Value, 1, metric.Value, 1),
                    true
                )),
            ],
            0
        );

    private static QueryCollection Query(string text) =>
        new(
            Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(text).ToDictionary(pair => pair.Key, pair => (StringValues)pair.Value)
        );
}
