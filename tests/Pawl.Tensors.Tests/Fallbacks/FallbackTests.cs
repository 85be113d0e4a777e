namespace Pawl.Tensors.Tests.Fallbacks;

public sealed class FallbackTests(NumericRuns runs) : IClassFixture<NumericRuns>
{
    [Theory]
    [InlineData("without AVX-512", new[] { "Vector512", "Avx512F" }, new[] { "Vector256", "Vector128", "Avx2", "Fma" })]
    [InlineData("without AVX2", new[] { "Vector512", "Vector256", "Avx512F", "Avx2", "Fma" }, new[] { "Vector128" })]
    [InlineData("without any", new[] { "Vector512", "Vector256", "Vector128", "Avx512F", "Avx2", "Fma" }, new string[0])]
    public void Switches_take_away_what_they_should_and_no_more(string set, string[] gone, string[] kept)
    {
        Assert.All(gone, name => Assert.Equal("False", runs.Feature(set, name)));
        Assert.All(kept, name => Assert.Equal(runs.Feature(InstructionSets.Default, name), runs.Feature(set, name)));
    }

    [Theory]
    [MemberData(nameof(InstructionSets.Fallbacks), MemberType = typeof(InstructionSets))]
    public void Every_kernel_agrees_with_the_fastest_one_within_1e_5_of_the_largest_number(string set)
    {
        var (expected, actual) = (runs.Results(InstructionSets.Default), runs.Results(set));

        Assert.Equal(expected.Entries.Keys, actual.Entries.Keys);
        foreach (var name in expected.Entries.Keys.Where(name => !name.StartsWith("errors.", StringComparison.Ordinal)))
        {
            var (right, given) = (expected[name].Floats.ToArray(), actual[name].Floats.ToArray());
            var largest = right.Where(float.IsFinite).Select(MathF.Abs).DefaultIfEmpty().Max();
            for (var i = 0; i < right.Length; i++)
            {
                var isNear = float.IsFinite(right[i]) ? Math.Abs((double)right[i] - given[i]) <= 1e-5 * largest : right[i].Equals(given[i]);
                Assert.True(isNear, $"{set}, {name}[{i}]: {right[i]:g9} against {given[i]:g9}, largest {largest:g9}");
            }
        }
    }

    [Fact]
    public void AVX512_and_AVX2_give_the_same_bits()
    {
        var (expected, actual) = (runs.Results(InstructionSets.Default), runs.Results("without AVX-512"));

        foreach (var (name, entry) in expected.Entries)
        {
            Assert.True(Bits(entry.Floats).SequenceEqual(Bits(actual[name].Floats)), name);
        }
    }

    /// <summary>Any NaN as one and the same: which of its operands' payloads an addition keeps is the compiler's choice.</summary>
    private static IEnumerable<int> Bits(ReadOnlySpan<float> floats) =>
        floats.ToArray().Select(value => BitConverter.SingleToInt32Bits(float.IsNaN(value) ? float.NaN : value));

    [Theory]
    [MemberData(nameof(InstructionSets.All), MemberType = typeof(InstructionSets))]
    public void Thread_counts_1_to_4_give_the_same_bits(string set) => Assert.NotEmpty(runs.Results(set).Entries);

    [Theory]
    [MemberData(nameof(InstructionSets.All), MemberType = typeof(InstructionSets))]
    public void Elementary_functions_keep_the_errors_their_documentation_gives(string set)
    {
        var results = runs.Results(set);
        void AtMost(string name, double bound) => Assert.InRange(results["errors." + name].Floats[0], 0, bound);

        AtMost("exp", 2e-7);
        AtMost("exp.near", 2e-7);
        AtMost("exp.below", 2e-38);
        AtMost("normal.near", 1e-6);
        AtMost("normal", 6e-6);
        AtMost("normal.below", 2e-38);
        AtMost("density.near", 1e-6);
        AtMost("density", 6e-6);
        AtMost("density.beyond", 2e-38);
    }

    [Theory]
    [MemberData(nameof(InstructionSets.All), MemberType = typeof(InstructionSets))]
    public void Elementary_functions_are_clamped_at_the_extremes_and_keep_NaN(string set)
    {
        // NaN, ∞, −∞, the largest and smallest float, 0, −0 and the least subnormal: exp, Φ, density.
        var values = runs.Results(set)["extremes"].Floats.ToArray();

        Assert.All([values[0], values[8], values[16]], value => Assert.True(float.IsNaN(value)));
        Assert.All([values[1], values[3]], value => Assert.InRange(value, 1.65e38f, 1.66e38f));
        Assert.All([values[2], values[4], values[17], values[18], values[19], values[20]], value => Assert.InRange(value, 0, 2e-38f));
        Assert.All(values[5..8].Concat(values[21..24]), value => Assert.Equal(1, value));
        Assert.All([values[9], values[11]], value => Assert.Equal(1, value));
        Assert.All([values[10], values[12]], value => Assert.InRange(value, 0, 2e-38f));
        Assert.All(values[13..16], value => Assert.Equal(0.5f, value, 1e-6f));
    }
}
