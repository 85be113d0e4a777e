using Pawl.Runs.Metrics;

namespace Pawl.Runs.Tests.Metrics;

public sealed class MetricReductionTests
{
    [Fact]
    public void Extremes_survive_in_order_within_the_range_and_never_in_more_stretches_than_asked_for()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var series = Series(random, random.Next(1, 3000));
            var range = new MetricRange
            {
                From = random.Next(2) == 0 ? long.MinValue : random.Next(2000),
                To = random.Next(2) == 0 ? long.MaxValue : random.Next(6000),
                Points = random.Next(1, 300),
            };

            var buckets = series.Reduce(range);

            var wanted = Enumerable
                .Range(0, series.Count)
                .Where(i => series.Steps.Span[i] >= range.From && series.Steps.Span[i] <= range.To)
                .Select(i => series.Values.Span[i])
                .ToList();
            Assert.True(buckets.Length <= range.Points, $"seed {seed}");
            Assert.Equal(wanted.Count, buckets.Values);
            Assert.Equal(wanted.Count, buckets.Count.ToArray().Sum());
            Assert.Equal(wanted.Count > range.Points, buckets.IsReduced || buckets.Length == wanted.Count && wanted.Count > range.Points);
            if (wanted.Count > 0)
            {
                Assert.Equal(wanted.Min(), buckets.Minimum.ToArray().Min());
                Assert.Equal(wanted.Max(), buckets.Maximum.ToArray().Max());
                Assert.Equal(wanted[^1], buckets.Last[^1]);
            }

            for (var i = 0; i < buckets.Length; i++)
            {
                Assert.True(i == 0 || buckets.Step[i] >= buckets.Step[i - 1], $"seed {seed}");
                Assert.True(buckets.Minimum[i] <= buckets.Mean[i] && buckets.Mean[i] <= buckets.Maximum[i], $"seed {seed}");
                Assert.InRange(buckets.Last[i], buckets.Minimum[i], buckets.Maximum[i]);
            }
        }
    }

    [Fact]
    public void Each_stretch_holds_just_the_values_of_its_own_part_of_the_axis()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var series = Series(new Random(seed), 2000);

            var buckets = series.Reduce(new MetricRange { Points = 50 });

            var at = 0;
            for (var i = 0; i < buckets.Length; i++)
            {
                var own = series.Values.Span.Slice(at, buckets.Count[i]).ToArray();
                Assert.Equal((own.Min(), own.Max(), own[^1]), (buckets.Minimum[i], buckets.Maximum[i], buckets.Last[i]));
                Assert.Equal(series.Steps.Span[at + own.Length - 1], buckets.Step[i]);
                at += own.Length;
            }
        }
    }

    [Fact]
    public void A_range_of_few_values_is_given_value_by_value()
    {
        var series = Of([.. Enumerable.Range(0, 1000).Select(step => ((long)step, step * 0.5))]);

        var buckets = series.Reduce(
            new MetricRange
            {
                From = 100,
                To = 150,
                Points = 51,
            }
        );

        Assert.False(buckets.IsReduced);
        Assert.Equal(Enumerable.Range(100, 51).Select(step => (long)step), buckets.Step.ToArray());
        Assert.Equal(buckets.Last.ToArray(), buckets.Mean.ToArray());
        Assert.Equal(buckets.Last.ToArray(), buckets.Smoothed.ToArray());
    }

    [Fact]
    public void The_moving_average_runs_over_every_value_and_not_over_stretches()
    {
        var random = new Random(5);
        var series = Series(random, 5000);
        foreach (var weight in new[] { 0.0, 0.3, 0.6, 0.99, 0.9999 })
        {
            var expected = Reference(series.Values.ToArray(), weight);

            var far = series.Reduce(new MetricRange { Points = 40, Smoothing = weight });
            var near = series.Reduce(
                new MetricRange
                {
                    From = 100,
                    To = 200,
                    Points = 400,
                    Smoothing = weight,
                }
            );

            var at = -1;
            for (var i = 0; i < far.Length; i++)
            {
                at += far.Count[i];
                Assert.Equal(expected[at], far.Smoothed[i], 1e-9);
            }

            at = series.Steps.ToArray().Count(step => step < 100);
            for (var i = 0; i < near.Length; i++)
            {
                Assert.Equal(expected[at++], near.Smoothed[i], 1e-9);
            }
        }
    }

    [Fact]
    public void The_moving_average_is_not_drawn_to_zero_at_its_start()
    {
        var smoothing = new MetricSmoothing(0.999);
        smoothing.Add(7);
        Assert.Equal(7, smoothing.Value, 1e-9);
        smoothing.Add(7);
        Assert.Equal(7, smoothing.Value, 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricSmoothing(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MetricSmoothing(double.NaN));
    }

    [Fact]
    public void Neighbours_of_the_range_come_as_single_values()
    {
        var series = Of([.. Enumerable.Range(0, 100).Select(step => (step * 10L, (double)step))]);

        var buckets = series.Reduce(
            new MetricRange
            {
                From = 205,
                To = 295,
                Points = 3,
                HasNeighbours = true,
            }
        );

        Assert.Equal(200, buckets.Step[0]);
        Assert.Equal(300, buckets.Step[^1]);
        Assert.Equal([1, 1], [buckets.Count[0], buckets.Count[^1]]);
        Assert.Equal(5, buckets.Length);
    }

    [Fact]
    public void Empty_ranges_huge_steps_and_huge_values_are_no_trouble()
    {
        var series = Of([(0, double.MaxValue), (1, double.MaxValue), (long.MaxValue - 1, -double.MaxValue), (long.MaxValue, 1)]);

        Assert.Equal(0, series.Reduce(new MetricRange { From = 5, To = 4 }).Length);
        Assert.Equal(0, series.Reduce(new MetricRange { From = 10, To = 20 }).Length);
        var one = series.Reduce(new MetricRange { Points = 1 });
        Assert.Equal((-double.MaxValue, double.MaxValue), (one.Minimum[0], one.Maximum[0]));
        Assert.True(double.IsFinite(one.Mean[0]));
        Assert.Equal(2, series.Reduce(new MetricRange { Points = 2 }).Length);
    }

    [Fact]
    public void Over_time_values_are_laid_out_by_when_they_were_reported()
    {
        var series = new MetricSeries(
            "x",
            new long[] { 1, 2, 3 },
            new long[] { 3000, 1000, 2000 },
            new double[] { 30, 10, 20 },
            3,
            default,
            false
        );

        var buckets = series.Reduce(new MetricRange { Axis = MetricAxis.Time, From = 1500 });

        Assert.Equal([20, 30], buckets.Last.ToArray());
        Assert.Equal([2000, 3000], buckets.Time.ToArray());
    }

    private static double[] Reference(double[] values, double weight)
    {
        var sum = 0.0;
        var smoothed = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            sum = weight * sum + (1 - weight) * values[i];
            smoothed[i] = sum / (1 - Math.Pow(weight, i + 1));
        }

        return smoothed;
    }

    private static MetricSeries Series(Random random, int count)
    {
        var step = 0L;
        return Of([
            .. Enumerable.Range(0, count).Select(_ => (step += random.Next(random.Next(10) == 0 ? 50 : 3), random.NextDouble() * 100 - 50)),
        ]);
    }

    private static MetricSeries Of((long Step, double Value)[] points) =>
        new(
            "x",
            Array.ConvertAll(points, point => point.Step),
            Array.ConvertAll(points, point => point.Step),
            Array.ConvertAll(points, point => point.Value),
            points.Length,
            default,
            true
        );
}
