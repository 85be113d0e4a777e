using Pawl.Tensors;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>
/// Operations of a tape on guarded tensors, forward and backward, against the same on ordinary memory with another count of threads:
/// the same bits, wherever the numbers lie and whoever computes them.
/// </summary>
internal sealed unsafe class TapeFuzz : IFuzzedKernel
{
    private static readonly ComputeThreads Others = new(2);

    public string Name => "tape";

    public int Weight => 12;

    public void Run(FuzzCase fuzz)
    {
        var (name, shapes, operation) = Choose(fuzz);
        var guarded = new Tensor[shapes.Length];
        var gradients = new GuardedMatrix[shapes.Length];
        var ordinary = new Tensor[shapes.Length];
        for (var i = 0; i < shapes.Length; i++)
        {
            var values = fuzz.Input($"{name}, input {i}", 1, shapes[i].Length);
            gradients[i] = fuzz.Sum($"{name}, gradient {i}", 1, shapes[i].Length);
            guarded[i] = Bound(values, shapes[i]);
            guarded[i].Gradient = Bound(gradients[i], shapes[i]);
            ordinary[i] = new Tensor(shapes[i], guarded[i].Values).WithGradient();
            ordinary[i].Gradient!.CopyFrom(guarded[i].Gradient!.Values);
        }

        var direction = fuzz.Random.Next();
        var expected = Run(Others, ordinary, operation, direction);
        var actual = Run(fuzz.Threads, guarded, operation, direction);

        fuzz.CheckMemory();
        Compare(actual, expected, $"{name}, output");
        for (var i = 0; i < shapes.Length; i++)
        {
            Compare(guarded[i].Gradient!.Values, ordinary[i].Gradient!.Values, $"{name}, gradient of input {i} {shapes[i]}");
        }
    }

    private static Tensor Bound(GuardedMatrix matrix, TensorShape shape)
    {
        var tensor = Tensor.Unbound();
        tensor.Bind(matrix.Data, shape);
        return tensor;
    }

    /// <summary>The values, and the gradients of Σ w · value with random w.</summary>
    private static float[] Run(ComputeThreads threads, Tensor[] inputs, Func<Tape, Tensor[], Tensor> operation, ulong direction)
    {
        using var tape = new Tape(threads);
        var output = operation(tape, inputs);
        var values = output.Values.ToArray();
        var weights = new Tensor(new TensorShape(values.Length, 1));
        new Philox4x32(direction).FillNormal(weights.Values, 1);
        tape.Backward(tape.MatMul(tape.Reshape(output, new TensorShape(1, values.Length)), weights));
        return values;
    }

    private static void Compare(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, string what)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            FuzzCase.ExpectSame(actual[i], expected[i], what, 0, i);
        }
    }

    private static (string Name, TensorShape[] Shapes, Func<Tape, Tensor[], Tensor> Operation) Choose(FuzzCase fuzz)
    {
        var random = fuzz.Random;
        var (rows, inner, columns) = (fuzz.Size(40), fuzz.Size(40), fuzz.Size(40));
        var (batch, length, heads, head) = (random.Below(3), fuzz.SizeAbove0(20), random.Between(1, 3), fuzz.SizeAbove0(17));
        var key = new DropoutKey(random.Next(), random.Next());
        switch (random.Below(19))
        {
            case 0:
                return (
                    "Linear",
                    [new(rows, inner), new(columns, inner), new(columns), new(rows, columns)],
                    (tape, x) => tape.Linear(x[0], x[1], x[2], x[3])
                );
            case 1:
                return ("MatMul", [new(rows, inner), new(inner, columns)], (tape, x) => tape.MatMul(x[0], x[1]));
            case 2:
                return ("LayerNorm", [new(rows, columns), new(columns), new(columns)], (tape, x) => tape.LayerNorm(x[0], x[1], x[2]));
            case 3:
                var form = random.Pick(GeluForm.Exact, GeluForm.Tanh);
                return ("Gelu", [new(rows, columns)], (tape, x) => tape.Gelu(x[0], form));
            case 4:
                return ("Dropout", [new(rows, columns)], (tape, x) => tape.Dropout(x[0], 0.3f, key, 2));
            case 5:
                return ("Add", [new(rows, columns), new(rows, columns)], (tape, x) => tape.Add(tape.Add(x[0], x[1]), x[0]));
            case 6:
                var indices = fuzz.Indices(inner, rows + 1).ToArray();
                return ("Embedding", [new(rows + 1, columns)], (tape, x) => tape.Embedding(x[0], indices));
            case 7:
                var tokens = fuzz.Indices(batch * length, rows + 1).ToArray();
                return (
                    "TokenAndPosition",
                    [new(rows + 1, columns), new(length + 1, columns)],
                    (tape, x) => tape.TokenAndPosition(x[0], x[1], tokens, length)
                );
            case 8:
                var targets = fuzz.Indices(rows, columns + 1).ToArray();
                return ("CrossEntropy", [new(rows, columns + 1)], (tape, x) => tape.CrossEntropy(x[0], targets));
            case 9:
                return (
                    "CausalAttention",
                    [new(batch * length, 3 * heads * head)],
                    (tape, x) => tape.CausalAttention(x[0], length, heads, 0.2f, key, 1)
                );
            case 10:
                return (
                    "LinearGelu",
                    [new(rows, inner), new(columns, inner), new(columns)],
                    (tape, x) => tape.LinearGelu(x[0], x[1], x[2], GeluForm.Exact)
                );
            case 11:
                return BatchProduct(random, batch, Math.Min(rows, 17), Math.Min(inner, 17), Math.Min(columns, 17));
            case 12:
                return (
                    "Convolution",
                    [new(batch, length % 10, heads + 5, head), new(inner, head, 3, 3), new(inner)],
                    (tape, x) => tape.Convolution(x[0], x[1], x[2])
                );
            case 13:
                var isRectified = random.Flip();
                return (
                    "BatchNorm",
                    [new(rows + 2, columns), new(columns), new(columns), new(rows + 2, columns)],
                    (tape, x) => tape.BatchNorm(x[0], x[1], x[2], new(columns), true, x[3], isRectified)
                );
            case 14:
                return ("Relu", [new(rows, columns)], (tape, x) => tape.Relu(x[0]));
            case 15:
                return ("Sigmoid", [new(rows, columns)], (tape, x) => tape.Sigmoid(x[0]));
            case 16:
                return (
                    "GateChannels",
                    [new(batch, length, columns), new(batch, columns), new(batch, length, columns)],
                    (tape, x) => tape.GateChannels(x[0], tape.Add(x[1], tape.MeanPool(x[0])), x[2], true)
                );
            case 17:
                return ("MeanSquaredError", [new(rows, columns)], (tape, x) => tape.MeanSquaredError(x[0]));
            default:
                return ("Reshape", [new(rows, columns)], (tape, x) => tape.Reshape(x[0], new TensorShape(columns, rows)));
        }
    }

    private static (string Name, TensorShape[] Shapes, Func<Tape, Tensor[], Tensor> Operation) BatchProduct(
        FuzzRandom random,
        int batch,
        int rows,
        int inner,
        int columns
    )
    {
        var (left, right) = (random.Flip(), random.Flip());
        return (
            "BatchMatMul",
            [left ? new(batch, inner, rows) : new(batch, rows, inner), right ? new(batch, columns, inner) : new(batch, inner, columns)],
            (tape, x) => tape.BatchMatMul(x[0], x[1], left, right)
        );
    }
}
