using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Tests.Autograd;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Kernels;

public sealed class MeanSquaredErrorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public void Values_and_gradients_with_and_without_a_target(int count)
    {
        var target = new Tensor(new TensorShape(count, 3));
        new Philox4x32(41).FillNormal(target.Values, 1);
        GradientCheck.Run(
            (ulong)count,
            [target.Shape],
            (tape, x) => tape.Add(tape.MeanSquaredError(x[0], target), tape.MeanSquaredError(x[0])),
            x => [x[0].Select((value, i) => Math.Pow(value - target.Values[i], 2) + value * value).Average()]
        );
    }

    [Fact]
    public void Many_elements_sum_like_double()
    {
        using var threads = new ComputeThreads(3);
        using var tape = new Tape(threads);
        var input = new Tensor(new TensorShape(300_001));
        new Philox4x32(42).FillNormal(input.Values, 1);

        var loss = tape.MeanSquaredError(input).Values[0];

        Assert.Equal(input.Values.ToArray().Average(value => (double)value * value), loss, 1e-6);
    }

    [Fact]
    public void No_element_gives_not_a_number_and_shapes_that_differ_are_named()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);

        Assert.True(float.IsNaN(tape.MeanSquaredError(new Tensor(new TensorShape(0, 4))).Values[0]));
        var exception = Assert.Throws<ArgumentException>(() =>
            tape.MeanSquaredError(new Tensor(new TensorShape(2, 4)), new Tensor(new TensorShape(4, 2)))
        );
        Assert.Contains("(2, 4)", exception.Message);
        Assert.Contains("(4, 2)", exception.Message);
    }
}
