using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Kernels.BatchNormalization;

public sealed class BatchNormTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 8)]
    [InlineData(1000, 17)]
    [InlineData(1031, 40)]
    [InlineData(20000, 3)]
    public void Output_and_running_statistics_agree_with_double_also_far_from_zero(int rows, int channels)
    {
        using var threads = new ComputeThreads(2);
        using var tape = new Tape(threads);
        var input = new Tensor(new TensorShape(rows, channels));
        new Philox4x32(7).FillNormal(input.Values, 0.5f);
        for (var i = 0; i < input.Length; i++)
        {
            input.Values[i] += 300 * (i % channels);
        }

        var gain = Filled(channels, 1.5f);
        var bias = Filled(channels, -0.25f);
        var running = new RunningStatistics(channels);

        var output = tape.BatchNorm(input, gain, bias, running, isTraining: true);

        var x = Array.ConvertAll(input.Values.ToArray(), value => (double)value);
        for (var j = 0; j < channels; j++)
        {
            var (mean, variance) = BatchNormFormula.Moments(x, j, channels);
            Assert.Equal(0.1 * mean, running.Mean.Values[j], 1e-6 * (1 + Math.Abs(mean)));
            Assert.Equal(0.9 + 0.1 * variance * rows / (rows - 1), running.Variance.Values[j], 2e-5);
            for (var row = 0; row < rows; row += 1 + rows / 50)
            {
                var expected = (x[row * channels + j] - mean) / Math.Sqrt(variance + 1e-5) * 1.5 - 0.25;
                // The mean is a float: half a unit in its last place is that much of a deviation.
                Assert.Equal(expected, output.Values[row * channels + j], 1e-5 + 3e-7 * (1 + Math.Abs(mean)) / Math.Sqrt(variance + 1e-5));
            }
        }
    }

    [Fact]
    public void Evaluation_leaves_the_running_statistics_as_they_are()
    {
        using var threads = new ComputeThreads(2);
        using var tape = new Tape(threads);
        var running = new RunningStatistics(5);
        var input = Filled(6, 5, 3);

        var output = tape.BatchNorm(input, Filled(5, 1), Filled(5, 2), running);

        Assert.All(running.Mean.Values.ToArray(), value => Assert.Equal(0, value));
        Assert.All(running.Variance.Values.ToArray(), value => Assert.Equal(1, value));
        Assert.All(output.Values.ToArray(), value => Assert.Equal(5, value, 1e-4));
    }

    [Fact]
    public void Training_mode_on_a_tape_that_does_not_record_is_refused()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads) { IsRecording = false };
        var running = new RunningStatistics(5);

        var exception = Assert.Throws<InvalidOperationException>(() =>
            tape.BatchNorm(Filled(6, 5, 3), Filled(5, 1), Filled(5, 2), running, isTraining: true)
        );

        Assert.Contains("isTraining false", exception.Message);
        Assert.All(running.Mean.Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_training_batch_of_one_number_per_channel_says_so()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);

        var exception = Assert.Throws<ArgumentException>(() =>
            tape.BatchNorm(new Tensor(new(1, 1, 1, 5)), Filled(5, 1), Filled(5, 2), new RunningStatistics(5), isTraining: true)
        );

        Assert.Contains("(1, 1, 1, 5)", exception.Message);
        Assert.Contains("one number per channel", exception.Message);
    }

    [Fact]
    public void No_rows_give_no_rows_zero_gradients_and_unmoved_statistics()
    {
        using var threads = new ComputeThreads(2);
        using var tape = new Tape(threads);
        var gain = Filled(4, 1).WithGradient();
        var running = new RunningStatistics(4);

        var normal = tape.BatchNorm(new Tensor(new(0, 9, 9, 4)), gain, Filled(4, 0), running, isTraining: true, isRectified: true);
        var output = tape.GateChannels(normal, tape.Sigmoid(tape.MeanPool(normal)), normal, isRectified: true);
        Assert.Equal(new TensorShape(0, 9, 9, 4), output.Shape);
        tape.Backward(tape.CrossEntropy(tape.Reshape(output, new TensorShape(0, 4)), []));

        Assert.All(gain.Gradient!.Values.ToArray(), value => Assert.Equal(0, value));
        Assert.All(running.Variance.Values.ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_both_named()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        var input = new Tensor(new TensorShape(2, 3, 3, 5));
        var four = Filled(4, 1);
        var five = Filled(5, 1);

        AssertNames("(2, 3, 3, 5)", "(4)", () => tape.BatchNorm(input, four, four, new RunningStatistics(4)));
        AssertNames("(5)", "(4)", () => tape.BatchNorm(input, five, four, new RunningStatistics(5)));
        AssertNames("(5)", "(4)", () => tape.BatchNorm(input, five, five, new RunningStatistics(4)));
        AssertNames("(2, 3, 3, 5)", "(4)", () => tape.BatchNorm(input, five, five, new RunningStatistics(5), residual: four));
        AssertNames("(2, 3, 3, 5)", "(3, 5)", () => tape.GateChannels(input, new Tensor(new(3, 5))));
        AssertNames("(2, 3, 3, 5)", "(4)", () => tape.GateChannels(input, new Tensor(new(2, 5)), four));
        AssertNames("(4)", "positions", () => tape.MeanPool(four));
    }

    [Fact]
    public void Not_a_number_stays_one_through_relu()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);

        var output = tape.Relu(new Tensor(new(3), [float.NaN, -1, 2]));

        Assert.Equal([float.NaN, 0, 2], output.Values.ToArray());
    }

    private static void AssertNames(string first, string second, Action action)
    {
        var exception = Assert.Throws<ArgumentException>(action);
        Assert.Contains(first, exception.Message);
        Assert.Contains(second, exception.Message);
    }

    private static Tensor Filled(int channels, float value)
    {
        var tensor = new Tensor(new TensorShape(channels));
        tensor.Values.Fill(value);
        return tensor;
    }

    private static Tensor Filled(int rows, int channels, float value)
    {
        var tensor = new Tensor(new TensorShape(rows, channels));
        tensor.Values.Fill(value);
        return tensor;
    }
}
