using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Tests.Autograd;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Kernels;

public sealed class NormalizationTests
{
    /// <summary>Rows about the four taken at once and the blocks of 32, widths about whole vectors.</summary>
    public static TheoryData<int, int> Shapes =>
        new()
        {
            { 1, 8 },
            { 3, 16 },
            { 4, 7 },
            { 5, 9 },
            { 6, 1 },
            { 32, 24 },
            { 37, 31 },
            { 70, 128 },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Values_are_normal_and_gradients_those_of_differences(int rows, int width)
    {
        using var threads = new ComputeThreads(2);
        using var tape = new Tape(threads);
        var random = new Philox4x32((ulong)(rows * 1000 + width));
        Tensor Random(TensorShape shape)
        {
            var tensor = new Tensor(shape).WithGradient();
            random.FillNormal(tensor.Values, 1);
            return tensor;
        }

        var (x, gain, bias) = (Random(new(rows, width)), Random(new(width)), Random(new(width)));
        var weights = Random(new(rows * width, 1));
        var y = tape.LayerNorm(x, gain, bias);
        var expected = Formulas.LayerNorm(Doubles(x), Doubles(gain), Doubles(bias), rows, width);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], y.Values[i], 1e-4);
        }

        tape.Backward(tape.MatMul(tape.Reshape(y, new(1, rows * width)), weights));

        for (var j = 0; j < width; j++)
        {
            double dGain = 0;
            double dBias = 0;
            for (var row = 0; row < rows; row++)
            {
                var i = row * width + j;
                dGain += weights.Values[i] * (expected[i] - bias.Values[j]) / gain.Values[j];
                dBias += weights.Values[i];
            }

            Assert.Equal(dGain, gain.Gradient!.Values[j], 1e-4 * (1 + Math.Abs(dGain)) * 10);
            Assert.Equal(dBias, bias.Gradient!.Values[j], 1e-4);
        }

        // A row's gradient is orthogonal to the shift of the row, and here to its scale but for ε.
        for (var row = 0; row < rows; row++)
        {
            var d = x.Gradient!.Values.Slice(row * width, width);
            double sum = 0;
            foreach (var value in d)
            {
                sum += value;
            }

            Assert.Equal(0, sum, 1e-3 * (1 + d.ToArray().Max(Math.Abs)));
        }
    }

    private static double[] Doubles(Tensor tensor) => Array.ConvertAll(tensor.Values.ToArray(), value => (double)value);
}
