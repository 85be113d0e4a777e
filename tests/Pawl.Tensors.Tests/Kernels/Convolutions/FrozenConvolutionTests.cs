using Pawl.Tensors.Kernels.Convolutions;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Kernels.Convolutions;

public sealed unsafe class FrozenConvolutionTests
{
    [Theory]
    [InlineData(1, 9, 9, 128, 128)]
    [InlineData(5, 9, 9, 46, 40)]
    [InlineData(33, 9, 9, 24, 139)]
    [InlineData(2, 10, 7, 3, 16)]
    [InlineData(2, 1, 1, 8, 8)]
    [InlineData(0, 9, 9, 8, 8)]
    public void Bias_residual_and_positive_part_agree_with_the_reference(int batch, int height, int width, int inputs, int outputs)
    {
        var shape = new ConvolutionShape(batch, height, width, inputs, outputs);
        var (x, weight, bias) = ConvolutionTests.Inputs(shape, 8);
        var (output, _, _) = ConvolutionTests.Inputs(shape with { Inputs = outputs }, 9);
        var expected = ReferenceConvolution.Forward(
            shape,
            ConvolutionTests.Doubles(x),
            ConvolutionTests.Doubles(weight),
            ConvolutionTests.Doubles(bias)
        );
        var rectified = expected.Zip(output.Values.ToArray(), (value, residual) => Math.Max(0, value + residual)).ToArray();
        using var threads = new ComputeThreads(2);
        using var frozen = new FrozenConvolution(weight.Values, bias.Values, inputs, outputs);

        // The residual is the output's own memory.
        frozen.Run(threads, x.Data, batch, height, width, output.Data, true, output.Data);
        ConvolutionAssert.Close(rectified, output.Values, "with residual");

        frozen.Run(threads, x.Data, batch, height, width, null, false, output.Data);
        ConvolutionAssert.Close(expected, output.Values, "plain");
    }

    [Fact]
    public void A_board_has_the_same_bits_alone_and_in_a_batch()
    {
        var shape = new ConvolutionShape(40, 9, 9, 46, 24);
        var (x, weight, bias) = ConvolutionTests.Inputs(shape, 8);
        var (all, one) = (new float[40 * 81 * 24], new float[81 * 24]);
        using var threads = new ComputeThreads(2);
        using var frozen = new FrozenConvolution(weight.Values, bias.Values, 46, 24);
        fixed (float* together = all)
        fixed (float* alone = one)
        {
            frozen.Run(threads, x.Data, 40, 9, 9, null, true, together);
            frozen.Run(threads, x.Data + 17 * 81 * 46, 1, 9, 9, null, true, alone);
        }

        Assert.Equal(all.AsSpan(17 * 81 * 24, 81 * 24).ToArray(), one);
    }

    [Fact]
    public void Weights_that_do_not_fit_are_named()
    {
        var exception = Assert.Throws<ArgumentException>(() => new FrozenConvolution(new float[10], new float[4], 3, 4));

        Assert.Contains("(4, 3, 3, 3)", exception.Message);
        Assert.Contains("10 weights", exception.Message);
    }
}
