namespace Pawl.Tensors.Tests.Kernels.Convolutions;

internal static class ConvolutionAssert
{
    /// <summary>Each number within 1e-5 of the largest: what the transforms of a Winograd convolution may lose.</summary>
    public static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 0;
        foreach (var value in expected)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= 1e-5 * largest,
                $"{what}, element {i}: expected {expected[i]:g9}, got {actual[i]:g9}, largest {largest:g3}"
            );
        }
    }
}
