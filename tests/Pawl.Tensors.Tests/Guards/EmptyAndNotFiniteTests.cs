using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Guards;

public sealed class EmptyAndNotFiniteTests
{
    private static readonly DropoutKey Key = new(1, 2);

    /// <summary>Every operation as a function of three sizes of which any may be 0, with the shape of its result.</summary>
    private static readonly Dictionary<string, (Func<int, int, int, TensorShape[]> Shapes, Func<Tape, Tensor[], Tensor> Run)> Operations =
        new()
        {
            ["Add"] = ((a, b, c) => [new(a, b, c), new(a, b, c)], (tape, x) => tape.Add(x[0], x[1])),
            ["Reshape"] = ((a, b, c) => [new(a, b, c)], (tape, x) => tape.Reshape(x[0], new(x[0].Length))),
            ["Gelu exact"] = ((a, b, c) => [new(a, b, c)], (tape, x) => tape.Gelu(x[0], GeluForm.Exact)),
            ["Gelu tanh"] = ((a, b, c) => [new(a, b, c)], (tape, x) => tape.Gelu(x[0], GeluForm.Tanh)),
            ["Relu"] = ((a, b, c) => [new(a, b, c)], (tape, x) => tape.Relu(x[0])),
            ["Sigmoid"] = ((a, b, c) => [new(a, b, c)], (tape, x) => tape.Sigmoid(x[0])),
            ["Dropout"] = ((a, b, c) => [new(a, b, c)], (tape, x) => tape.Dropout(x[0], 0.5f, Key, 1)),
            ["MatMul"] = ((a, b, c) => [new(a, b), new(b, c)], (tape, x) => tape.MatMul(x[0], x[1])),
            ["Linear"] = ((a, b, c) => [new(a, b), new(c, b), new(c), new(a, c)], (tape, x) => tape.Linear(x[0], x[1], x[2], x[3])),
            ["LinearGelu"] = ((a, b, c) => [new(a, b), new(c, b), new(c)], (tape, x) => tape.LinearGelu(x[0], x[1], x[2], GeluForm.Exact)),
            ["BatchMatMul"] = ((a, b, c) => [new(2, a, b), new(2, b, c)], (tape, x) => tape.BatchMatMul(x[0], x[1])),
            ["LayerNorm"] = ((a, b, c) => [new(a, b, c), new(c), new(c)], (tape, x) => tape.LayerNorm(x[0], x[1], x[2])),
            ["Embedding"] = ((a, b, c) => [new(a + 1, b)], (tape, x) => tape.Embedding(x[0], [0, 0])),
            ["Embedding of nothing"] = ((a, b, c) => [new(a, b)], (tape, x) => tape.Embedding(x[0], [])),
            ["TokenAndPosition"] = ((a, b, c) => [new(a + 1, b), new(c + 2, b)], (tape, x) => tape.TokenAndPosition(x[0], x[1], [0, 0], 2)),
            ["CrossEntropy"] = ((a, b, c) => [new(a, b + 1)], (tape, x) => tape.CrossEntropy(x[0], new int[x[0].Shape[0]])),
            ["CausalAttention"] = ((a, b, c) => [new(a * 3, 6 * b)], (tape, x) => tape.CausalAttention(x[0], 3, 2, 0.2f, Key, 1)),
            ["Convolution"] = ((a, b, c) => [new(a, b, 3, c), new(b, c, 3, 3), new(b)], (tape, x) => tape.Convolution(x[0], x[1], x[2])),
            ["BatchNorm"] = (
                (a, b, c) => [new(a, b, c), new(c), new(c), new(a, b, c)],
                (tape, x) => tape.BatchNorm(x[0], x[1], x[2], new(x[1].Length), true, x[3], true)
            ),
            ["MeanPool"] = ((a, b, c) => [new(a, b, c)], (tape, x) => tape.MeanPool(x[0])),
            ["GateChannels"] = ((a, b, c) => [new(a, b, c), new(a, c)], (tape, x) => tape.GateChannels(x[0], x[1])),
            ["MeanSquaredError"] = ((a, b, c) => [new(a, b, c)], (tape, x) => tape.MeanSquaredError(x[0])),
        };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Dimensions_of_length_zero_give_defined_results_forward_and_backward(string name)
    {
        using var threads = new ComputeThreads(2);
        foreach (var (a, b, c) in new[] { (0, 5, 9), (5, 0, 9), (5, 9, 0), (0, 0, 9), (0, 0, 0), (5, 9, 17) })
        {
            using var tape = new Tape(threads);
            var inputs = Array.ConvertAll(Operations[name].Shapes(a, b, c), shape => new Tensor(shape).WithGradient());
            foreach (var input in inputs)
            {
                new Philox4x32(3).FillNormal(input.Values, 1);
                input.Gradient!.Values.Fill(7);
            }

            var output = Operations[name].Run(tape, inputs);
            // Means of nothing are NaN, all else is a number, and what is summed over nothing is 0.
            var isMeanOfNothing = name is "MeanPool" or "CrossEntropy" or "MeanSquaredError" && inputs[0].Length == 0;
            Assert.All(output.Values.ToArray(), value => Assert.Equal(isMeanOfNothing, float.IsNaN(value)));
            var weights = new Tensor(new TensorShape(output.Length, 1));
            weights.Values.Fill(1);
            tape.Backward(tape.MatMul(tape.Reshape(output, new TensorShape(1, output.Length)), weights));

            foreach (var input in inputs)
            {
                var gradients = input.Gradient!.Values.ToArray();
                Assert.All(gradients, value => Assert.True(float.IsFinite(value), $"({a}, {b}, {c}), {input.Shape}: {value}"));
                if (output.Length == 0)
                {
                    Assert.All(gradients, value => Assert.Equal(7, value));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_number_that_is_not_finite_shows_in_the_output_and_the_gradients(string name)
    {
        if (name == "Embedding of nothing")
        {
            return;
        }

        using var threads = new ComputeThreads(2);
        foreach (var strange in new[] { float.NaN, float.PositiveInfinity, BitConverter.Int32BitsToSingle(0x7F800001) })
        {
            using var tape = new Tape(threads);
            var inputs = Array.ConvertAll(Operations[name].Shapes(5, 9, 17), shape => new Tensor(shape).WithGradient());
            foreach (var input in inputs)
            {
                new Philox4x32(3).FillNormal(input.Values, 1);
            }

            // Of a table, a row that is looked up.
            inputs[0].Values[0] = strange;
            var output = Operations[name].Run(tape, inputs);
            var values = output.Values.ToArray();
            if (name == "Sigmoid" && float.IsInfinity(strange))
            {
                Assert.Equal(1, values[0]);
                continue;
            }

            Assert.Contains(values, value => !float.IsFinite(value));
            var loss = tape.MeanSquaredError(output);
            Assert.False(float.IsFinite(loss.Values[0]), $"{name}, {strange}: a loss of {loss.Values[0]}");
            tape.Backward(loss);
            Assert.Contains(inputs.SelectMany(input => input.Gradient!.Values.ToArray()), value => !float.IsFinite(value));
        }
    }
}
