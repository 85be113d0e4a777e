using Pawl.Tensors.Kernels;
using Pawl.Tensors.Random;

namespace Pawl.Tensors.Tests.Random;

public sealed unsafe class Philox4x32Tests
{
    // Random123's kat_vectors, philox4x32 with 10 rounds: counter, key, result, words least significant first.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(
        0xffffffffu,
        0xffffffffu,
        0xffffffffu,
        0xffffffffu,
        0xffffffffu,
        0xffffffffu,
        0x408f276du,
        0x41c83b0eu,
        0xa20bc7c6u,
        0x6d5451fdu
    )]
    [InlineData(
        0x243f6a88u,
        0x85a308d3u,
        0x13198a2eu,
        0x03707344u,
        0xa4093822u,
        0x299f31d0u,
        0xd16cfe09u,
        0x94fdccebu,
        0x5001e420u,
        0x24126ea1u
    )]
    public void Block_gives_the_published_vectors(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3)
    {
        var counter = new UInt128(((ulong)c3 << 32) | c2, ((ulong)c1 << 32) | c0);

        var block = Philox4x32.Block(counter, ((ulong)k1 << 32) | k0);

        Assert.Equal(new UInt128(((ulong)r3 << 32) | r2, ((ulong)r1 << 32) | r0), block);
    }

    [Fact]
    public void A_generator_goes_on_from_its_state()
    {
        var random = new Philox4x32(5, 9);
        for (var i = 0; i < 7; i++)
        {
            random.NextUInt32();
        }

        var copy = new Philox4x32(random.State);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(random.NextUInt32(), copy.NextUInt32());
        }
    }

    [Fact]
    public void Integers_in_a_range_are_even()
    {
        var random = new Philox4x32(1);
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++)
        {
            counts[random.NextInt32(6)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Normal_numbers_have_mean_0_and_variance_1()
    {
        var random = new Philox4x32(2);
        var values = Enumerable.Range(0, 50_000).Select(_ => random.NextNormal()).ToArray();

        Assert.Equal(0, values.Average(), 0.02);
        Assert.Equal(1, values.Average(value => value * value), 0.03);
        Assert.Equal(3, values.Average(value => Math.Pow(value, 4)), 0.15);
    }

    [Fact]
    public void Shuffle_keeps_every_item_and_follows_the_seed()
    {
        var first = Enumerable.Range(0, 100).ToArray();
        var second = Enumerable.Range(0, 100).ToArray();

        new Philox4x32(3).Shuffle<int>(first);
        new Philox4x32(3).Shuffle<int>(second);

        Assert.Equal(first, second);
        Assert.NotEqual(Enumerable.Range(0, 100), first);
        Assert.Equal(Enumerable.Range(0, 100), first.Order());
    }

    [Fact]
    public void Vectors_of_mask_factors_equal_the_factor_of_each_element()
    {
        var mask = new DropoutMask(new DropoutKey(0x123456789ABCDEF0, 0x1122334455667788), 3, 0.3f);
        var factors = stackalloc float[DropoutMask.Group];
        var kept = 0;
        for (var group = 0L; group < 300; group++)
        {
            mask.Factors(group, factors);
            for (var i = 0; i < DropoutMask.Group; i++)
            {
                Assert.Equal(mask.Factor(group * DropoutMask.Group + i), factors[i]);
                kept += factors[i] > 0 ? 1 : 0;
            }
        }

        Assert.Equal(0.7, kept / 9600.0, 0.02);
    }
}
