using System.Globalization;
using System.Text;
using Pawl.Runs.Metrics;

namespace Pawl.Runs.Tests.Metrics;

public sealed class DecimalReaderTests
{
    [Fact]
    public void Every_number_it_reads_has_the_bits_of_the_framework()
    {
        var random = new Random(20261121);
        var read = 0;
        for (var i = 0; i < 300_000; i++)
        {
            var text = Sample(random, i);
            var bytes = Encoding.UTF8.GetBytes(text + ",");
            if (DecimalReader.TryRead(bytes, out var value, out var length))
            {
                read++;
                Assert.Equal(text.Length, length);
                var expected = double.Parse(text, CultureInfo.InvariantCulture);
                Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(value), text);
            }
        }

        Assert.True(read > 200_000, $"only {read} were read the fast way");
    }

    [Theory]
    [InlineData("9007199254740993")] // halfway between two doubles
    [InlineData("9007199254740991.5")]
    [InlineData("1.00000000000000011")]
    [InlineData("0.1")]
    [InlineData("-0")]
    [InlineData("1E-05")]
    [InlineData("1.7976931348623157E+60")]
    [InlineData("123456789012345678")]
    public void Hard_numbers_are_read_as_the_framework_reads_them(string text)
    {
        Assert.True(DecimalReader.TryRead(Encoding.UTF8.GetBytes(text), out var value, out _));

        var expected = double.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e")]
    [InlineData("NaN")]
    [InlineData("12345678901234567890123")]
    public void What_is_no_JSON_number_or_too_long_is_left_to_the_caller(string text) =>
        Assert.False(DecimalReader.TryRead(Encoding.UTF8.GetBytes(text), out _, out _));

    private static string Sample(Random random, int i) =>
        (i % 6) switch
        {
            0 => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
            1 => ((double)(float)(random.NextDouble() * 10)).ToString("R", CultureInfo.InvariantCulture),
            2 => (random.NextDouble() * Math.Pow(10, random.Next(-40, 40))).ToString("R", CultureInfo.InvariantCulture),
            3 => random.NextInt64(-1_000_000_000_000_000_000, 1_000_000_000_000_000_000).ToString(CultureInfo.InvariantCulture),
            4 => BitConverter.Int64BitsToDouble(random.NextInt64()) is var any && double.IsFinite(any)
                ? any.ToString("R", CultureInfo.InvariantCulture)
                : "1.5",
            _ => $"{random.Next(1000)}.{random.Next(1000):000}",
        };
}
