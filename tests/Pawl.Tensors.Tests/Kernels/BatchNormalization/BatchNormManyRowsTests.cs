using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Kernels.BatchNormalization;

/// <summary>Gradients over several units of rows, against the formula of Ioffe and Szegedy, 2015, section 3, in double.</summary>
public sealed class BatchNormManyRowsTests
{
    [Theory]
    [InlineData(3001, 20, false, 1)]
    [InlineData(3001, 20, true, 3)]
    [InlineData(700, 128, false, 2)]
    [InlineData(700, 128, true, 2)]
    [InlineData(9, 2500, true, 2)]
    [InlineData(40001, 1, true, 2)]
    public void Gradients_agree_with_double(int rows, int channels, bool hasResidual, int threadCount)
    {
        using var threads = new ComputeThreads(threadCount);
        using var tape = new Tape(threads);
        var random = new Philox4x32(31);
        Tensor Make(TensorShape shape)
        {
            var tensor = new Tensor(shape).WithGradient();
            random.FillNormal(tensor.Values, 1);
            return tensor;
        }

        var (input, gain, bias) = (Make(new(rows, channels)), Make(new(channels)), Make(new(channels)));
        var residual = hasResidual ? Make(new(rows, channels)) : null;

        var output = tape.BatchNorm(input, gain, bias, new RunningStatistics(channels), true, residual, isRectified: true);
        tape.Backward(tape.MeanSquaredError(output), input.Length / 2f);

        var x = Array.ConvertAll(input.Values.ToArray(), value => (double)value);
        var (dInput, dGain, dBias, dResidual) = (new double[x.Length], new double[channels], new double[channels], new double[x.Length]);
        for (var j = 0; j < channels; j++)
        {
            var (mean, variance) = BatchNormFormula.Moments(x, j, channels);
            var scale = 1 / Math.Sqrt(variance + 1e-5);
            for (var i = j; i < x.Length; i += channels)
            {
                // The gradient of half the sum of squares is the output; of a rectified one, 0 where the output is 0.
                var normal = (x[i] - mean) * scale;
                dResidual[i] = Math.Max(0, normal * gain.Values[j] + bias.Values[j] + (residual?.Values[i] ?? 0));
                dGain[j] += dResidual[i] * normal;
                dBias[j] += dResidual[i];
            }

            for (var i = j; i < x.Length; i += channels)
            {
                var normal = (x[i] - mean) * scale;
                dInput[i] = gain.Values[j] * scale * (dResidual[i] - dBias[j] / rows - normal * dGain[j] / rows);
            }
        }

        AssertClose(dInput, input);
        AssertClose(dGain, gain);
        AssertClose(dBias, bias);
        if (residual is not null)
        {
            AssertClose(dResidual, residual);
        }
    }

    private static void AssertClose(double[] expected, Tensor tensor)
    {
        var largest = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], tensor.Gradient!.Values[i], 1e-5 * largest);
        }
    }
}
