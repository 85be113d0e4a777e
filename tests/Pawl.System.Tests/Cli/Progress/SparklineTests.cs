using Pawl.Cli.Progress;

namespace Pawl.System.Tests.Cli.Progress;

public sealed class SparklineTests
{
    [Fact]
    public void A_falling_curve_falls_from_the_highest_block_to_the_lowest() =>
        Assert.Equal("█▆▄▁", Sparkline.Draw([4.0, 3.2, 2.2, 1.0], 10));

    [Fact]
    public void More_points_than_columns_are_averaged()
    {
        var points = Enumerable.Range(0, 1000).Select(i => (double)i).ToArray();

        Assert.Equal("▁▂▃▄▅▆▇█", Sparkline.Draw(points, 8));
    }

    [Fact]
    public void Equal_values_lie_flat() => Assert.Equal("▁▁▁", Sparkline.Draw([2, 2, 2], 8));

    [Fact]
    public void No_values_and_no_room_draw_nothing()
    {
        Assert.Equal("", Sparkline.Draw([], 8));
        Assert.Equal("", Sparkline.Draw([1, 2], 0));
    }
}
