using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Autograd;

/// <summary>
/// Holds an operation's values and gradients against a slow formula in double: the scalar Σ w · y with random weights w is
/// differentiated by central differences of the formula.
/// </summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;

    /// <param name="inputs">Random numbers of these shapes go in.</param>
    /// <param name="operation">What is tested.</param>
    /// <param name="formula">The same in double: inputs to output.</param>
    public static void Run(ulong seed, TensorShape[] inputs, Func<Tape, Tensor[], Tensor> operation, Func<double[][], double[]> formula)
    {
        var random = new Philox4x32(seed);
        var tensors = Array.ConvertAll(inputs, shape => new Tensor(shape).WithGradient());
        foreach (var tensor in tensors)
        {
            random.FillNormal(tensor.Values, 1);
            random.FillNormal(tensor.Gradient!.Values, 1);
        }

        var before = Array.ConvertAll(tensors, tensor => tensor.Gradient!.Values.ToArray());
        using var threads = new ComputeThreads(1 + random.NextInt32(3));
        using var tape = new Tape(threads);
        var output = operation(tape, tensors);
        var values = output.Values.ToArray();
        var weights = new Tensor(new TensorShape(output.Length, 1));
        random.FillNormal(weights.Values, 1);
        var flat = tape.Reshape(output, new TensorShape(1, output.Length));
        tape.Backward(tape.MatMul(flat, weights));

        var numbers = Array.ConvertAll(tensors, tensor => Array.ConvertAll(tensor.Values.ToArray(), value => (double)value));
        AssertClose(formula(numbers), values, $"seed {seed}, value");
        for (var input = 0; input < tensors.Length; input++)
        {
            var expected = new double[numbers[input].Length];
            var actual = new float[expected.Length];
            for (var i = 0; i < expected.Length; i++)
            {
                var middle = numbers[input][i];
                numbers[input][i] = middle + Step;
                var above = Weigh(formula(numbers), weights);
                numbers[input][i] = middle - Step;
                var below = Weigh(formula(numbers), weights);
                numbers[input][i] = middle;
                expected[i] = (above - below) / (2 * Step);
                // A gradient adds to what was there.
                actual[i] = tensors[input].Gradient!.Values[i] - before[input][i];
            }

            AssertClose(expected, actual, $"seed {seed}, gradient of input {input} {inputs[input]}");
        }
    }

    private static double Weigh(double[] values, Tensor weights)
    {
        double sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i] * weights.Values[i];
        }

        return sum;
    }

    /// <summary>Each number within 1e-3 of itself, or of a thousandth of the largest where it is near zero.</summary>
    private static void AssertClose(double[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = expected.Length == 0 ? 0 : expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            var tolerance = 1e-3 * Math.Max(Math.Abs(expected[i]), 1e-2 * Math.Max(largest, 0.1));
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance,
                $"{what}, element {i}: expected {expected[i]:g7}, got {actual[i]:g7}"
            );
        }
    }
}
