using Pawl.Runs.Durability;
using Pawl.Runs.Workers;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Tests.Workers;

public sealed class LogBatcherTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    private readonly ManualTime _time = new();

    [Fact]
    public void A_single_line_is_due_after_the_interval_though_nothing_follows()
    {
        var batcher = new LogBatcher(Interval, 40, _time);
        Assert.Null(batcher.DueIn);

        Assert.False(batcher.Add(Line("only")));

        Assert.Equal(Interval, batcher.DueIn);
        _time.Advance(Interval);
        Assert.Equal(TimeSpan.Zero, batcher.DueIn);
        Assert.Equal(["only"], batcher.Take().Select(line => line.Line));
        Assert.Null(batcher.DueIn);
    }

    [Fact]
    public void A_later_line_does_not_put_off_the_batch()
    {
        var batcher = new LogBatcher(Interval, 40, _time);
        batcher.Add(Line("first"));
        _time.Advance(Interval / 2);

        batcher.Add(Line("second"));

        Assert.Equal(Interval / 2, batcher.DueIn);
    }

    [Fact]
    public void Forty_lines_are_a_batch_and_keep_order_and_repetition()
    {
        var batcher = new LogBatcher(Interval, 40, _time);
        var full = Enumerable.Range(0, 40).Select(index => batcher.Add(Line($"{index / 10}"))).ToList();

        Assert.Equal([39], full.Index().Where(item => item.Item).Select(item => item.Index));
        Assert.Equal(Enumerable.Range(0, 40).Select(index => $"{index / 10}"), batcher.Take().Select(line => line.Line));
    }

    private LogLine Line(string text) => new(_time.GetUtcNow(), 1, RunLogLevel.Info, text);
}
