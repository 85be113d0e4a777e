using Pawl.Runs.Model;

namespace Pawl.Runs.Tests.Model;

public sealed class RunIdTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Ids_hold_their_time_and_sort_by_it()
    {
        var source = new RunIdSource(_time, new Random(1));
        var first = source.Next();
        Assert.True(RunId.IsValid(first));
        Assert.Equal(_time.GetUtcNow(), RunId.TimeOf(first));

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(string.CompareOrdinal(first, source.Next()) < 0);
    }

    [Fact]
    public void Ids_increase_within_a_millisecond_and_when_the_clock_steps_back()
    {
        var source = new RunIdSource(_time, new Random(2));
        var ids = Enumerable.Range(0, 1000).Select(_ => source.Next()).ToList();
        _time.Advance(TimeSpan.FromHours(-1));
        ids.Add(source.Next());

        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids);
    }

    [Fact]
    public void The_encoding_agrees_with_the_specification()
    {
        // The example of the reference implementation's README.
        var source = new RunIdSource(new FixedTime(DateTimeOffset.FromUnixTimeMilliseconds(1469918176385)), new Random(3));

        Assert.StartsWith("01ARYZ6S41", source.Next());
    }

    [Fact]
    public async Task Threads_never_get_the_same_id()
    {
        var source = new RunIdSource(_time, new Random(4));

        var ids = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 5000).Select(_ => source.Next()).ToList()))
        );

        Assert.Equal(20_000, ids.SelectMany(list => list).Distinct().Count());
    }

    [Theory]
    [InlineData("01arYz", "01ARYZ")]
    [InlineData("oIl", "011")]
    [InlineData("U", null)]
    [InlineData("", null)]
    [InlineData("0%", null)]
    [InlineData("000000000000000000000000000", null)]
    public void Typed_ids_are_read_as_Crockford_meant_them(string typed, string? expected) =>
        Assert.Equal(expected, RunId.Normalize(typed));

    [Theory]
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5FAV", true)]
    [InlineData("81ARYZ6S41TSV4RRFFQ69G5FAV", false)]
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5FA", false)]
    [InlineData("01ARYZ6S41TSV4RRFFQ69G5FAI", false)]
    [InlineData("01aryz6s41tsv4rrffq69g5fav", false)]
    public void Valid_ids_are_told_from_others(string text, bool valid)
    {
        Assert.Equal(valid, RunId.IsValid(text));
        if (!valid)
        {
            Assert.Throws<FormatException>(() => RunId.TimeOf(text));
        }
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
