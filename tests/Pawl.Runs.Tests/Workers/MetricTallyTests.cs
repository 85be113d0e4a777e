using Pawl.Runs.Model;
using Pawl.Runs.Workers;

namespace Pawl.Runs.Tests.Workers;

public sealed class MetricTallyTests
{
    private readonly MetricTally _tally = new();

    [Fact]
    public void The_value_at_the_last_step_stands_with_the_extremes_of_all()
    {
        _tally.Add("loss", 1, 5);
        _tally.Add("loss", 3, 2);
        _tally.Add("loss", 2, 9);
        _tally.Add("loss", 3, 4);

        Assert.Equal(new LatestMetric("loss", 3, 4, 2, 9), Assert.Single(_tally.Take().Metrics));
    }

    [Fact]
    public void Only_what_changed_is_taken_and_taken_once()
    {
        _tally.Add("a", 1, 1);
        _tally.Add("b", 1, 1);
        Assert.Equal(2, _tally.Take().Metrics.Count);
        Assert.False(_tally.HasNews);

        _tally.Add("b", 2, 2);

        var changes = _tally.Take();
        Assert.Equal("b", Assert.Single(changes.Metrics).Name);
        Assert.False(changes.IsWhole);
        Assert.Empty(_tally.Take().Metrics);
    }

    [Fact]
    public void Starting_over_is_news_even_when_nothing_follows()
    {
        _tally.Add("a", 1, 1);
        _tally.StartOver();

        Assert.True(_tally.HasNews);
        var changes = _tally.Take();
        Assert.True(changes.IsWhole);
        Assert.Empty(changes.Metrics);
    }

    [Fact]
    public void However_many_names_come_only_so_many_are_kept()
    {
        for (var name = 0; name < MetricTally.MostNames + 10; name++)
        {
            _tally.Add($"m{name}", 1, 1);
        }

        _tally.Add("m0", 2, 7);

        var changes = _tally.Take();
        Assert.Equal(MetricTally.MostNames, changes.Metrics.Count);
        Assert.Equal(7, changes.Metrics.Single(metric => metric.Name == "m0").Value);
    }
}
