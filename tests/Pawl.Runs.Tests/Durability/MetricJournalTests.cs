using Pawl.Runs.Durability;

namespace Pawl.Runs.Tests.Durability;

public sealed class MetricJournalTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);
    private readonly ScratchFolder _scratch = new();

    private string Metrics => _scratch["metrics.ndjson"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Values_come_back_bit_for_bit()
    {
        double[] values = [0.1, -0.0, double.MaxValue, double.Epsilon, 1.0 / 3, 1e21];
        using (var journal = MetricJournal.Open(Metrics))
        {
            journal.Append(values.Select((value, step) => new MetricPoint(1, step, "loss/train", value, Start)));
            journal.Flush(durable: true);
        }

        Assert.Equal(
            values.Select(BitConverter.DoubleToInt64Bits),
            MetricJournal.Read(Metrics).Select(item => BitConverter.DoubleToInt64Bits(item.Point.Value))
        );
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_value_that_is_no_number_is_refused_and_harms_nothing(double value)
    {
        using var journal = MetricJournal.Open(Metrics);

        Assert.Throws<ArgumentException>(() =>
            journal.Append([new MetricPoint(1, 1, "x", 1, Start), new MetricPoint(1, 2, "x", value, Start)])
        );
        journal.Append([new MetricPoint(1, 3, "x", 3, Start)]);

        Assert.Equal(3, Assert.Single(MetricJournal.Read(Metrics)).Point.Step);
    }

    [Fact]
    public void Supersede_leaves_each_step_once_when_the_resumed_attempt_reports_again()
    {
        using var journal = MetricJournal.Open(Metrics);
        journal.Append(Points(attempt: 1, from: 1, to: 25));

        Assert.Equal(5, journal.Supersede(resumeStep: 20, newAttempt: 2));
        journal.Append(Points(attempt: 2, from: 21, to: 33));
        Assert.Equal(23, journal.Supersede(resumeStep: 10, newAttempt: 3));
        journal.Append(Points(attempt: 3, from: 11, to: 40));

        var points = MetricJournal.Read(Metrics).Select(item => item.Point).ToList();
        Assert.Equal(Enumerable.Range(1, 40).Select(step => (long)step), points.Select(point => point.Step));
        Assert.Equal([1, 3], points.Select(point => point.Attempt).Distinct());
        Assert.Empty(Directory.GetFiles(_scratch.Root, "*.tmp-*"));
    }

    [Fact]
    public void Supersede_done_twice_or_with_nothing_to_remove_changes_nothing()
    {
        using var journal = MetricJournal.Open(Metrics);
        journal.Append(Points(attempt: 1, from: 1, to: 5));
        journal.Append(Points(attempt: 2, from: 6, to: 9));

        Assert.Equal(0, journal.Supersede(resumeStep: 5, newAttempt: 2));
        Assert.Equal(0, journal.Supersede(resumeStep: 9, newAttempt: 3));
        Assert.Equal(4, journal.Supersede(resumeStep: 5, newAttempt: 3));
        Assert.Equal(0, journal.Supersede(resumeStep: 5, newAttempt: 3));

        Assert.Equal(5, MetricJournal.Read(Metrics).Count());
    }

    [Fact]
    public void Supersede_keeps_the_step_resumed_at_and_drops_everything_when_starting_over()
    {
        using var journal = MetricJournal.Open(Metrics);
        journal.Append(Points(attempt: 1, from: 0, to: 3));

        Assert.Equal(3, journal.Supersede(resumeStep: 0, newAttempt: 2));

        Assert.Equal(0, Assert.Single(MetricJournal.Read(Metrics)).Point.Step);
    }

    private static IEnumerable<MetricPoint> Points(int attempt, int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(step => new MetricPoint(attempt, step, "loss", step / 7.0, Start.AddSeconds(step)));
}
