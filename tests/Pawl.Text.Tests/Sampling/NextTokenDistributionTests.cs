using Pawl.Tensors.Random;
using Pawl.Text.Sampling;

namespace Pawl.Text.Tests.Sampling;

public sealed class NextTokenDistributionTests
{
    private static readonly float[] Logits = [1.0f, 3.0f, 2.0f, 2.0f, -1.0f, 0.5f];

    [Fact]
    public void Temperature_0_takes_the_likeliest() => Assert.Equal([0, 1, 0, 0, 0, 0], Of(0, 0, 1));

    [Fact]
    public void Top_k_keeps_exactly_k_and_the_smaller_id_of_equals()
    {
        var probabilities = Of(1, 2, 1);

        Assert.Equal([1, 2], Kept(probabilities));
        Assert.Equal(Math.E / (1 + Math.E), probabilities[1], 12);
    }

    [Fact]
    public void Top_p_keeps_the_smallest_set_that_reaches_it()
    {
        var all = Of(1, 0, 1);
        foreach (var p in new[] { 0.05, 0.3, all[1], all[1] + 1e-9, 0.8, 0.95, 0.999 })
        {
            var kept = Kept(Of(1, 0, p));
            var mass = kept.Sum(id => all[id]);
            var least = kept.Min(id => all[id]);

            Assert.True(mass >= p - 1e-12, $"p {p}: kept only {mass}");
            Assert.True(mass - least < p, $"p {p}: {mass} without {least} would do");
        }
    }

    [Fact]
    public void Probabilities_sum_to_1_whatever_the_filters()
    {
        foreach (var (temperature, k, p) in new[] { (1.0, 0, 1.0), (0.1, 3, 0.5), (50, 0, 0.01), (0.8, 200, 1) })
        {
            Assert.Equal(1, Of(temperature, k, p).Sum(), 9);
        }
    }

    [Theory]
    [InlineData(1.0, 0, 1.0)]
    [InlineData(0.7, 4, 1.0)]
    [InlineData(1.3, 0, 0.9)]
    public void Draws_follow_the_filtered_probabilities(double temperature, int k, double p)
    {
        var probabilities = Of(temperature, k, p);
        var random = new Philox4x32(99);
        const int Draws = 20_000;
        var counts = new int[Logits.Length];
        for (var i = 0; i < Draws; i++)
        {
            counts[NextTokenDistribution.Pick(probabilities, random.NextDouble())]++;
        }

        var kept = Kept(probabilities);
        Assert.Equal(Draws, kept.Sum(id => counts[id]));
        var chiSquare = kept.Sum(id => Math.Pow(counts[id] - Draws * probabilities[id], 2) / (Draws * probabilities[id]));
        // The 99.9 % point for 5 degrees of freedom, the most there are here; the seed is fixed.
        Assert.True(chiSquare < 20.5, $"chi-square {chiSquare}");
    }

    [Fact]
    public void Zeros_of_either_sign_are_equal_and_minus_infinity_never_comes()
    {
        var distribution = new NextTokenDistribution(4, new SamplingSettings(0, 0, 1, 1));

        Assert.Equal([1, 0, 0, 0], distribution.Compute([-0f, 0f, -3f, float.NegativeInfinity]).ToArray());
        Assert.Equal(0, new NextTokenDistribution(2, new SamplingSettings(1, 0, 1, 1)).Compute([1f, float.NegativeInfinity])[1]);
    }

    [Theory]
    [InlineData(float.NaN, 1f)]
    [InlineData(float.PositiveInfinity, 1f)]
    [InlineData(float.NegativeInfinity, float.NegativeInfinity)]
    public void Logits_that_are_no_numbers_are_refused(float first, float second) =>
        Assert.Throws<NotFiniteNumberException>(() =>
            new NextTokenDistribution(2, new SamplingSettings(0, 0, 1, 1)).Compute([first, second]).ToArray()
        );

    [Fact]
    public void Pick_bears_rounding_at_the_end() => Assert.Equal(1, NextTokenDistribution.Pick([0.5, 0.4999999, 0], 0.99999999));

    private static double[] Of(double temperature, int k, double p) =>
        new NextTokenDistribution(Logits.Length, new SamplingSettings(temperature, k, p, 1)).Compute(Logits).ToArray();

    private static List<int> Kept(double[] probabilities) =>
        [.. Enumerable.Range(0, probabilities.Length).Where(id => probabilities[id] > 0)];
}
