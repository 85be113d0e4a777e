using Pawl.Shogi.Board;
using Pawl.Shogi.Matches;

namespace Pawl.Shogi.Tests.Matches;

public sealed class GameClockTests
{
    [Fact]
    public void A_move_takes_its_time_off_and_adds_the_increment()
    {
        var clock = Clock(new TimeControl { Base = Milliseconds(1000), Increment = Milliseconds(100) });

        Assert.True(clock.Spend(Color.Black, TimeSpan.FromMicroseconds(400_900)));
        Assert.Equal(Milliseconds(700), clock.Remaining(Color.Black));
        Assert.Equal(Milliseconds(1000), clock.Remaining(Color.White));
        Assert.Equal(Milliseconds(700), clock.Limits(Color.White).BlackTime);
    }

    [Fact]
    public void Byoyomi_is_there_anew_for_each_move()
    {
        var clock = Clock(new TimeControl { Base = Milliseconds(500), Byoyomi = Milliseconds(200) });

        Assert.True(clock.Spend(Color.White, Milliseconds(600)));
        Assert.Equal(TimeSpan.Zero, clock.Remaining(Color.White));
        Assert.True(clock.Spend(Color.White, Milliseconds(200)));
        Assert.False(clock.Spend(Color.White, Milliseconds(301)));
    }

    [Theory]
    [InlineData(1050, true)]
    [InlineData(1051, false)]
    public void The_margin_is_exactly_as_wide_as_stated(int used, bool isInTime)
    {
        var control = new TimeControl { MoveTime = Milliseconds(1000), Margin = Milliseconds(50) };
        Assert.Equal(isInTime, Clock(control).Spend(Color.Black, Milliseconds(used)));
    }

    [Fact]
    public void Nodes_alone_run_no_clock()
    {
        var clock = Clock(new TimeControl { Nodes = 1000 });

        Assert.Null(clock.Deadline(Color.Black));
        Assert.True(clock.Spend(Color.Black, TimeSpan.FromHours(1)));
    }

    [Theory]
    [InlineData("60", 60_000, 0)]
    [InlineData("60+0.5", 60_000, 500)]
    [InlineData("5:00+3", 300_000, 3000)]
    [InlineData("0:01.25", 1250, 0)]
    public void Clocks_are_read_as_people_write_them(string text, int @base, int increment)
    {
        Assert.True(TimeControl.TryParseClock(text, out var time, out var added));
        Assert.Equal((Milliseconds(@base), Milliseconds(increment)), (time, added));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("1+2+3")]
    [InlineData("1:2:3")]
    [InlineData("NaN")]
    [InlineData("1e9")]
    public void What_is_no_clock_is_refused(string text) => Assert.False(TimeControl.TryParseClock(text, out _, out _));

    private static GameClock Clock(TimeControl control) => new(control, control);

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
