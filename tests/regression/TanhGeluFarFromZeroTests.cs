using Pawl.Tensors;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Threads;

namespace Pawl.Regression.Tests;

/// <summary>
/// The derivative of the tanh form of GELU took the cube of its input as it came: wrong from about 1e13 on, NaN or infinite from 1e19 on,
/// where the function is a straight line. An activation that ran away took every weight with it as NaN instead of showing as a large loss.
/// </summary>
public sealed class TanhGeluFarFromZeroTests
{
    [Theory]
    [InlineData(20f, 1)]
    [InlineData(1e13f, 1)]
    [InlineData(1e19f, 1)]
    [InlineData(3e38f, 1)]
    [InlineData(-20f, 0)]
    [InlineData(-1e19f, 0)]
    [InlineData(-3e38f, 0)]
    public void Its_derivative_is_that_of_a_straight_line(float x, float slope)
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        var input = new Tensor(new TensorShape(1), [x]).WithGradient();
        var pinned = new Tensor(new TensorShape(1, 1), [1]);

        var output = tape.Gelu(input, GeluForm.Tanh);
        tape.Backward(tape.MatMul(tape.Reshape(output, new TensorShape(1, 1)), pinned));

        Assert.Equal(slope, input.Gradient!.Values[0], 1e-6f);
    }
}
