using Pawl.Tensors;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Threads;

namespace Pawl.Regression.Tests;

/// <summary>
/// The backward pass of layer norm filled up the last vector of a row with zeros and normalised those too. Where the mean was beyond 1e36
/// and the deviation small, that overflowed, and infinity times their gradient of 0 made the gradient of the whole row NaN.
/// </summary>
public sealed class LayerNormFarFromZeroTests
{
    [Fact]
    public void A_row_of_equal_huge_numbers_has_a_finite_gradient()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        var input = new Tensor(new TensorShape(1, 3), [-4e37f, -4e37f, -4e37f]).WithGradient();
        var gain = new Tensor(new TensorShape(3), [1, 2, 3]).WithGradient();

        var normal = tape.LayerNorm(input, gain);
        tape.Backward(tape.MatMul(normal, new Tensor(new TensorShape(3, 1), [1, 1, 1])));

        Assert.All(input.Gradient!.Values.ToArray(), gradient => Assert.True(float.IsFinite(gradient), $"a gradient is {gradient}"));
        Assert.All(gain.Gradient!.Values.ToArray(), gradient => Assert.True(float.IsFinite(gradient), $"a gradient is {gradient}"));
    }
}
