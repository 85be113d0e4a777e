using Pawl.Benchmarks.Measuring;

namespace Pawl.Benchmarks.Tests.Measuring;

public sealed class SamplesTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 2 }, 2)]
    [InlineData(new[] { 4.0, 1, 2, 100 }, 3)]
    public void The_median_is_the_middle(double[] values, double expected) => Assert.Equal(expected, Samples.MedianOf(values));

    [Fact]
    public void A_pace_gives_at_least_its_samples()
    {
        var calls = 0;

        var samples = Repeat.Time(() => calls++, new Pace(0, 0, LeastSamples: 7), CancellationToken.None, batch: 3);

        Assert.Equal(7, samples.Count);
        Assert.Equal(3 * 8, calls);
    }

    [Fact]
    public void Measuring_stops_when_asked()
    {
        using var source = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => Repeat.Time(source.Cancel, new Pace(0, 60), source.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_thread_of_a_team_does_each_round(int threads)
    {
        var done = new int[threads];

        var samples = Team.Time(threads, thread => done[thread]++, new Pace(0, 0, LeastSamples: 4), CancellationToken.None);

        Assert.Equal(4, samples.Count);
        Assert.All(done, count => Assert.Equal(5, count));
    }
}
