using Pawl.Tensors;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Threads;

namespace Pawl.Regression.Tests;

/// <summary>
/// The exponential put 2^n into the exponent bits by adding integers. Of a NaN whose lowest bits are set that made an ordinary number,
/// 4.5e33 for one: a loss over such logits was finite, and nothing told the person that the model had diverged.
/// </summary>
public sealed class NaNPayloadTests
{
    [Theory]
    [InlineData(0x7FC00000)]
    [InlineData(0x7FC00001)]
    [InlineData(0x7FC001A5)]
    [InlineData(unchecked((int)0xFFFFFFFF))]
    public void A_loss_over_logits_with_a_NaN_is_NaN_whatever_its_bits(int bits)
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        var logits = new Tensor(new TensorShape(1, 3), [1, BitConverter.Int32BitsToSingle(bits), 2]).WithGradient();

        var loss = tape.CrossEntropy(logits, [0]);
        var value = loss.Values[0];
        tape.Backward(loss);

        Assert.True(float.IsNaN(value), $"the loss is {value}");
        Assert.All(logits.Gradient!.Values.ToArray(), gradient => Assert.True(float.IsNaN(gradient), $"a gradient is {gradient}"));
    }
}
