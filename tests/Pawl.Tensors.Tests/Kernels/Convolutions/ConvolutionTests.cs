using Pawl.Tensors.Autograd;
using Pawl.Tensors.Kernels.Convolutions;
using Pawl.Tensors.Random;
using Pawl.Tensors.Tests.Autograd;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Kernels.Convolutions;

public sealed class ConvolutionTests
{
    public static TheoryData<int, int, int, int, int> Shapes =>
        new()
        {
            { 0, 9, 9, 8, 8 },
            { 1, 1, 1, 1, 1 },
            { 2, 2, 3, 3, 5 },
            { 1, 9, 1, 16, 32 },
            { 5, 5, 5, 8, 3 },
            { 3, 9, 9, 46, 128 },
            { 2, 9, 9, 128, 139 },
            { 33, 9, 9, 40, 24 },
            { 5, 10, 7, 17, 46 },
            { 1, 19, 19, 33, 64 },
            { 2, 9, 9, 0, 8 },
            { 2, 9, 9, 8, 0 },
            { 2, 0, 9, 8, 8 },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Values_and_gradients_agree_with_the_reference(int batch, int height, int width, int inputs, int outputs)
    {
        var shape = new ConvolutionShape(batch, height, width, inputs, outputs);
        var (x, weight, bias) = Inputs(shape, 3);
        using var threads = new ComputeThreads(2);
        using var tape = new Tape(threads);

        var y = tape.Convolution(x, weight, bias);

        ConvolutionAssert.Close(ReferenceConvolution.Forward(shape, Doubles(x), Doubles(weight), Doubles(bias)), y.Values, "values");
        var dY = new Tensor(new TensorShape(y.Length, 1));
        new Philox4x32(5).FillNormal(dY.Values, 1);
        tape.Backward(tape.MatMul(tape.Reshape(y, new TensorShape(1, y.Length)), dY));
        var (dX, dWeight, dBias) = ReferenceConvolution.Backward(shape, Doubles(dY), Doubles(x), Doubles(weight));
        ConvolutionAssert.Close(dX, x.Gradient!.Values, "gradient of the input");
        ConvolutionAssert.Close(dWeight, weight.Gradient!.Values, "gradient of the weights");
        ConvolutionAssert.Close(dBias, bias.Gradient!.Values, "gradient of the bias");
    }

    [Theory]
    [InlineData(1ul)]
    [InlineData(2ul)]
    [InlineData(3ul)]
    [InlineData(4ul)]
    public void Gradients_are_the_slopes_of_the_values(ulong seed)
    {
        var random = new Philox4x32(seed, 9);
        var shape = new ConvolutionShape(
            1 + random.NextInt32(2),
            1 + random.NextInt32(6),
            1 + random.NextInt32(6),
            1 + random.NextInt32(4),
            1 + random.NextInt32(4)
        );
        GradientCheck.Run(
            seed,
            [new(shape.Batch, shape.Height, shape.Width, shape.Inputs), new(shape.Outputs, shape.Inputs, 3, 3), new(shape.Outputs)],
            (tape, x) => tape.Convolution(x[0], x[1], x[2]),
            x => ReferenceConvolution.Forward(shape, x[0], x[1], x[2])
        );
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_both_named()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        var input = new Tensor(new TensorShape(2, 9, 9, 4));

        var weight = Assert.Throws<ArgumentException>(() => tape.Convolution(input, new Tensor(new TensorShape(8, 5, 3, 3))));
        var bias = Assert.Throws<ArgumentException>(() =>
            tape.Convolution(input, new Tensor(new TensorShape(8, 4, 3, 3)), new Tensor(new TensorShape(7)))
        );

        Assert.Contains("(2, 9, 9, 4)", weight.Message);
        Assert.Contains("(8, 5, 3, 3)", weight.Message);
        Assert.Contains("(8, 4, 3, 3)", bias.Message);
        Assert.Contains("(7)", bias.Message);
    }

    [Theory]
    [InlineData(37, 9, 9, 24, 40)]
    [InlineData(3, 9, 9, 46, 139)]
    [InlineData(40, 5, 4, 3, 8)]
    public void Values_and_gradients_have_the_same_bits_for_1_to_4_threads(int batch, int height, int width, int inputs, int outputs)
    {
        var shape = new ConvolutionShape(batch, height, width, inputs, outputs);
        var expected = Step(shape, 1);

        for (var threads = 2; threads <= 4; threads++)
        {
            Assert.Equal(expected, Step(shape, threads));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_not_finite_reaches_all_outputs_it_is_part_of(float value)
    {
        var shape = new ConvolutionShape(2, 9, 9, 16, 16);
        var (x, weight, bias) = Inputs(shape, 4);
        var (row, column) = (5, 2);
        x.Values[(row * 9 + column) * 16 + 3] = value;
        using var threads = new ComputeThreads(2);
        using var tape = new Tape(threads);

        var y = tape.Convolution(x, weight, bias).Values;

        for (var i = 0; i < y.Length; i++)
        {
            var (board, place) = (i / 16 / 81, i / 16 % 81);
            if (board == 1)
            {
                Assert.True(float.IsFinite(y[i]));
            }
            else if (Math.Abs(place / 9 - row) <= 1 && Math.Abs(place % 9 - column) <= 1)
            {
                Assert.False(float.IsFinite(y[i]), $"element {i}");
            }
        }
    }

    [Fact]
    public void A_repeated_step_allocates_nothing()
    {
        var shape = new ConvolutionShape(9, 9, 9, 24, 16);
        var (x, weight, bias) = Inputs(shape, 3);
        var sum = new Tensor(new TensorShape(9 * 81 * 16, 1));
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        Pass();
        Pass();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Pass();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Pass()
        {
            var y = tape.Convolution(x, weight, bias);
            tape.Backward(tape.MatMul(tape.Reshape(y, new TensorShape(1, y.Length)), sum));
            tape.Reset();
        }
    }

    private static List<float> Step(ConvolutionShape shape, int threadCount)
    {
        var (x, weight, bias) = Inputs(shape, 6);
        using var threads = new ComputeThreads(threadCount);
        using var tape = new Tape(threads);
        var y = tape.Convolution(x, weight, bias);
        List<float> bits = [.. y.Values];
        var dY = new Tensor(new TensorShape(y.Length, 1));
        new Philox4x32(5).FillNormal(dY.Values, 1);
        tape.Backward(tape.MatMul(tape.Reshape(y, new TensorShape(1, y.Length)), dY));
        return [.. bits, .. x.Gradient!.Values, .. weight.Gradient!.Values, .. bias.Gradient!.Values];
    }

    internal static (Tensor X, Tensor Weight, Tensor Bias) Inputs(ConvolutionShape shape, ulong seed)
    {
        var random = new Philox4x32(seed);
        var x = new Tensor(new TensorShape(shape.Batch, shape.Height, shape.Width, shape.Inputs)).WithGradient();
        var weight = new Tensor(new TensorShape(shape.Outputs, shape.Inputs, 3, 3)).WithGradient();
        var bias = new Tensor(new TensorShape(shape.Outputs)).WithGradient();
        random.FillNormal(x.Values, 1);
        random.FillNormal(weight.Values, 0.1f);
        random.FillNormal(bias.Values, 1);
        return (x, weight, bias);
    }

    internal static double[] Doubles(Tensor tensor) => Array.ConvertAll(tensor.Values.ToArray(), value => (double)value);
}
