using Pawl.Learning.Schedules;

namespace Pawl.Learning.Tests.Schedules;

public sealed class ScheduleTests
{
    /// <summary>Values of nanoGPT's <c>get_lr</c> with learning_rate 1e-3, min_lr 1e-4, warmup_iters 100, lr_decay_iters 2000.</summary>
    [Theory]
    [InlineData(0, 1e-3 / 101)]
    [InlineData(99, 1e-3 * 100 / 101)]
    [InlineData(100, 1e-3)]
    [InlineData(1050, 5.5e-4)]
    [InlineData(2000, 1e-4)]
    [InlineData(5000, 1e-4)]
    public void Warm_up_and_cosine_follow_nanogpt(long step, double expected) =>
        Assert.Equal(expected, new WarmupCosineSchedule(1e-3, 1e-4, 100, 2000).At(step), 12);

    [Fact]
    public void Cosine_never_rises()
    {
        var schedule = new WarmupCosineSchedule(1, 0, 10, 500);

        Assert.All(Enumerable.Range(10, 600), step => Assert.True(schedule.At(step + 1) <= schedule.At(step)));
    }

    [Fact]
    public void Constant_stays_after_its_warm_up()
    {
        var schedule = new ConstantSchedule(0.5, 4);

        Assert.Equal([0.1, 0.2, 0.3, 0.4, 0.5, 0.5], Enumerable.Range(0, 6).Select(step => Math.Round(schedule.At(step), 12)));
    }

    [Fact]
    public void Impossible_values_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmupCosineSchedule(1, 2, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmupCosineSchedule(1, 0, 5, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule(-1));
    }
}
