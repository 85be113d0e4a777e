using Pawl.Tensors.Random;

namespace Pawl.Tensors.Tests.Random;

public sealed class RandomPermutationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(65_537)]
    public void Every_number_stands_at_exactly_one_place(int size)
    {
        var permutation = new RandomPermutation(5, 9, size);

        Assert.Equal(
            Enumerable.Range(0, size).Select(number => (long)number),
            Enumerable.Range(0, size).Select(place => permutation[place]).Order()
        );
    }

    [Fact]
    public void Keys_and_streams_give_different_orders()
    {
        long[] Order(ulong key, ulong stream) =>
            [.. Enumerable.Range(0, 100).Select(place => new RandomPermutation(key, stream, 100)[place])];

        Assert.Equal(Order(1, 2), Order(1, 2));
        Assert.NotEqual(Order(1, 2), Order(2, 2));
        Assert.NotEqual(Order(1, 2), Order(1, 3));
    }

    [Fact]
    public void Each_number_is_equally_likely_at_the_first_place()
    {
        const int Size = 10;
        const int Draws = 20_000;
        var counts = new int[Size];
        for (var stream = 0UL; stream < Draws; stream++)
        {
            counts[new RandomPermutation(3, stream, Size)[0]]++;
        }

        var chiSquare = counts.Sum(count => Math.Pow(count - (Draws / Size), 2) / (Draws / Size));

        Assert.True(chiSquare < 27.9, $"chi-square {chiSquare:0.0} of 9 degrees of freedom is beyond its 99.9 % point, 27.9");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    public void A_place_outside_is_refused(long place) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomPermutation(1, 1, 7)[place]);
}
