using Pawl.Tensors.Kernels;
using Pawl.Tensors.Random;

namespace Pawl.Tensors.Tests.Autograd;

public sealed class TapeGradientTests
{
    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 12).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Linear_with_bias_and_residual(ulong seed)
    {
        var (rows, inputs, outputs) = (Size(seed, 0, 9), Size(seed, 1, 19), Size(seed, 2, 19));
        GradientCheck.Run(
            seed,
            [new(rows, inputs), new(outputs, inputs), new(outputs), new(rows, outputs)],
            (tape, x) => tape.Linear(x[0], x[1], x[2], x[3]),
            x =>
                Table(
                    rows,
                    outputs,
                    (i, j) => x[2][j] + x[3][i * outputs + j] + Sum(inputs, p => x[0][i * inputs + p] * x[1][j * inputs + p])
                )
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void MatMul(ulong seed)
    {
        var (rows, inner, columns) = (Size(seed, 0, 9), Size(seed, 1, 19), Size(seed, 2, 19));
        GradientCheck.Run(
            seed,
            [new(rows, inner), new(inner, columns)],
            (tape, x) => tape.MatMul(x[0], x[1]),
            x => Table(rows, columns, (i, j) => Sum(inner, p => x[0][i * inner + p] * x[1][p * columns + j]))
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Add_of_a_tensor_used_twice(ulong seed)
    {
        var shape = new TensorShape(Size(seed, 0, 5), Size(seed, 1, 9));
        GradientCheck.Run(
            seed,
            [shape, shape],
            (tape, x) => tape.Add(tape.Add(x[0], x[1]), x[0]),
            x => Table(1, shape.Length, (_, j) => 2 * x[0][j] + x[1][j])
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Gradients_of_a_tensor_of_the_tape_used_twice_add_up(ulong seed)
    {
        var shape = new TensorShape(Size(seed, 0, 5), Size(seed, 1, 9));
        GradientCheck.Run(
            seed,
            [shape],
            (tape, x) =>
            {
                var active = tape.Gelu(x[0], GeluForm.Tanh);
                return tape.Add(active, tape.Gelu(active, GeluForm.Exact));
            },
            x =>
                Table(
                    1,
                    shape.Length,
                    (_, j) => Formulas.Gelu(x[0][j], GeluForm.Tanh) + Formulas.Gelu(Formulas.Gelu(x[0][j], GeluForm.Tanh), GeluForm.Exact)
                )
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void LayerNorm_with_bias(ulong seed)
    {
        var (rows, width) = (Size(seed, 0, 40), 2 + Size(seed, 1, 19));
        GradientCheck.Run(
            seed,
            [new(rows, width), new(width), new(width)],
            (tape, x) => tape.LayerNorm(x[0], x[1], x[2]),
            x => Formulas.LayerNorm(x[0], x[1], x[2], rows, width)
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void LayerNorm_without_bias(ulong seed)
    {
        var (rows, width) = (Size(seed, 0, 5), 2 + Size(seed, 1, 19));
        GradientCheck.Run(
            seed,
            [new(rows, width), new(width)],
            (tape, x) => tape.LayerNorm(x[0], x[1]),
            x => Formulas.LayerNorm(x[0], x[1], new double[width], rows, width)
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Gelu_in_both_forms(ulong seed)
    {
        var shape = new TensorShape(Size(seed, 0, 5), Size(seed, 1, 9));
        foreach (var form in Enum.GetValues<GeluForm>())
        {
            GradientCheck.Run(
                seed,
                [shape],
                (tape, x) => tape.Gelu(x[0], form),
                x => Table(1, shape.Length, (_, j) => Formulas.Gelu(x[0][j], form))
            );
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void LinearGelu(ulong seed)
    {
        var (rows, inputs, outputs) = (Size(seed, 0, 9), Size(seed, 1, 9), Size(seed, 2, 19));
        foreach (var form in Enum.GetValues<GeluForm>())
        {
            GradientCheck.Run(
                seed,
                [new(rows, inputs), new(outputs, inputs), new(outputs)],
                (tape, x) => tape.LinearGelu(x[0], x[1], x[2], form),
                x =>
                    Table(
                        rows,
                        outputs,
                        (i, j) => Formulas.Gelu(x[2][j] + Sum(inputs, p => x[0][i * inputs + p] * x[1][j * inputs + p]), form)
                    )
            );
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Dropout(ulong seed)
    {
        var shape = new TensorShape(Size(seed, 0, 5), Size(seed, 1, 30));
        var mask = new DropoutMask(new DropoutKey(seed, 4), 2, 0.4f);
        GradientCheck.Run(
            seed,
            [shape],
            (tape, x) => tape.Dropout(x[0], 0.4f, new DropoutKey(seed, 4), 2),
            x => Table(1, shape.Length, (_, j) => x[0][j] * mask.Factor(j))
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Embedding(ulong seed)
    {
        var (entries, width) = (Size(seed, 0, 6), Size(seed, 1, 20));
        var indices = Indices(seed, 1 + Size(seed, 2, 9), entries);
        GradientCheck.Run(
            seed,
            [new(entries, width)],
            (tape, x) => tape.Embedding(x[0], indices),
            x => Table(indices.Length, width, (i, j) => x[0][indices[i] * width + j])
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TokenAndPosition(ulong seed)
    {
        var (entries, width, length) = (Size(seed, 0, 6), Size(seed, 1, 20), Size(seed, 2, 5));
        var tokens = Indices(seed, 3 * length, entries);
        GradientCheck.Run(
            seed,
            [new(entries, width), new(length + 1, width)],
            (tape, x) => tape.TokenAndPosition(x[0], x[1], tokens, length),
            x => Table(tokens.Length, width, (i, j) => x[0][tokens[i] * width + j] + x[1][i % length * width + j])
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void CrossEntropy(ulong seed)
    {
        var (rows, classes) = (Size(seed, 0, 40), Size(seed, 1, 20));
        var targets = Indices(seed, rows, classes);
        GradientCheck.Run(
            seed,
            [new(rows, classes)],
            (tape, x) => tape.CrossEntropy(x[0], targets),
            x => [Sum(rows, i => Math.Log(Sum(classes, j => Math.Exp(x[0][i * classes + j]))) - x[0][i * classes + targets[i]]) / rows]
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void CausalAttention_with_and_without_dropout(ulong seed)
    {
        var (batch, heads, width) = (Size(seed, 0, 2), Size(seed, 1, 3), Size(seed, 2, 9));
        // Some longer than a block of queries.
        var length = seed % 6 == 0 ? 50 : Size(seed, 3, 12);
        var shape = new AttentionShape(batch, length, heads, width);
        var key = new DropoutKey(seed, 7);
        foreach (var probability in (ReadOnlySpan<float>)[0, 0.3f])
        {
            var mask = new DropoutMask(key, 5, probability);
            GradientCheck.Run(
                seed,
                [new(batch * length, 3 * heads * width)],
                (tape, x) => tape.CausalAttention(x[0], length, heads, mask.Probability, key, 5),
                x => Formulas.CausalAttention(x[0], shape, mask)
            );
        }
    }

    private static int Size(ulong seed, int dimension, int largest) => 1 + new Philox4x32(seed, (ulong)dimension + 100).NextInt32(largest);

    private static int[] Indices(ulong seed, int count, int entries)
    {
        var random = new Philox4x32(seed, 77);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextInt32(entries))];
    }

    private static double Sum(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);

    private static double[] Table(int rows, int columns, Func<int, int, double> value) =>
        [.. Enumerable.Range(0, rows * columns).Select(i => value(i / columns, i % columns))];
}
