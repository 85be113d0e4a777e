using Pawl.Cli.Progress;

namespace Pawl.System.Tests.Cli.Progress;

public sealed class HistoryTests
{
    [Fact]
    public void Few_values_are_kept_as_they_are()
    {
        var history = new History(8);
        foreach (var value in (double[])[3, 1, 2])
        {
            history.Add(value);
        }

        Assert.Equal([3.0, 1.0, 2.0], history.Points.ToArray());
    }

    [Theory]
    [InlineData(8, 9)]
    [InlineData(8, 1000)]
    [InlineData(512, 100_000)]
    public void Any_number_of_values_fits_and_the_course_is_kept(int capacity, int values)
    {
        var history = new History(capacity);
        for (var i = 0; i < values; i++)
        {
            history.Add(i);
        }

        var points = history.Points.ToArray();
        Assert.InRange(points.Length, capacity / 2, capacity);
        Assert.Equal(points.Order(), points);
        Assert.InRange(points[0], 0, 2.0 * values / capacity);
        Assert.InRange(points[^1], values * (1 - (4.0 / capacity)), values);
    }
}
