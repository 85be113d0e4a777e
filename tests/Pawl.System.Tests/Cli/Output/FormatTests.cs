using Pawl.Cli.Output;

namespace Pawl.System.Tests.Cli.Output;

public sealed class FormatTests
{
    [Theory]
    [InlineData(0.0004, "0ms")]
    [InlineData(0.84, "840ms")]
    [InlineData(12.34, "12.3s")]
    [InlineData(59.96, "0m59s")]
    [InlineData(65, "1m05s")]
    [InlineData(7380, "2h03m")]
    [InlineData(273600, "3d04h")]
    [InlineData(-5, "0ms")]
    public void Durations_read_in_two_units(double seconds, string expected) =>
        Assert.Equal(expected, Format.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1.84213, "1.8421")]
    [InlineData(0.00031, "3.1e-4")]
    [InlineData(17234.2, "17234")]
    [InlineData(2500000, "2.5e+6")]
    public void Metrics_keep_the_digits_that_tell_neighbours_apart(double value, string expected) =>
        Assert.Equal(expected, Format.Metric(value));

    [Theory]
    [InlineData(940, "940")]
    [InlineData(1350, "1.35k")]
    [InlineData(17234, "17.2k")]
    [InlineData(1_350_000, "1.35M")]
    public void Counts_read_in_three_digits(double value, string expected) => Assert.Equal(expected, Format.Count(value));

    [Theory]
    [InlineData("a longer line", 8, "a longe…")]
    [InlineData("fits", 8, "fits")]
    [InlineData("two\nlines", 20, "two lines")]
    public void Cut_text_fits_and_shows_that_it_was_cut(string text, int width, string expected) =>
        Assert.Equal(expected, Format.Cut(text, width));

    [Fact]
    public void Wrapped_text_keeps_every_word_and_the_width()
    {
        var lines = Format.Wrap("one two three four antidisestablishmentarianism five", 9).ToList();

        Assert.Equal(["one two", "three", "four", "antidisestablishmentarianism", "five"], lines);
    }
}
