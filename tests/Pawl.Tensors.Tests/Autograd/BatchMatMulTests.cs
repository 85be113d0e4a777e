using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Autograd;

public sealed class BatchMatMulTests
{
    public static TheoryData<bool, bool, ulong> Cases
    {
        get
        {
            var cases = new TheoryData<bool, bool, ulong>();
            for (ulong seed = 1; seed <= 12; seed++)
            {
                cases.Add(seed % 2 == 0, seed / 2 % 2 == 0, seed);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Batch_is_its_products_and_their_gradients(bool transposeLeft, bool transposeRight, ulong seed)
    {
        var random = new Philox4x32(seed);
        var (batch, rows) = (1 + random.NextInt32(4), 1 + random.NextInt32(9));
        var (inner, columns) = (1 + random.NextInt32(11), 1 + random.NextInt32(19));
        var (left, right) = (new TensorShape(batch, rows, inner), new TensorShape(batch, inner, columns));
        GradientCheck.Run(
            seed,
            [transposeLeft ? new TensorShape(batch, inner, rows) : left, transposeRight ? new TensorShape(batch, columns, inner) : right],
            (tape, x) => tape.BatchMatMul(x[0], x[1], transposeLeft, transposeRight),
            x => Products(x, batch, rows, inner, columns, transposeLeft, transposeRight)
        );
    }

    [Fact]
    public void Batches_that_do_not_fit_are_refused_with_both_shapes()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);

        var error = Assert.Throws<ArgumentException>(() =>
            tape.BatchMatMul(new Tensor(new TensorShape(2, 3, 4)), new Tensor(new TensorShape(2, 5, 6)))
        );

        Assert.Contains("(batch, rows, inner) and (batch, inner, columns)", error.Message, StringComparison.Ordinal);
        Assert.Contains("2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_of_nothing_has_the_right_shape()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);

        var output = tape.BatchMatMul(new Tensor(new TensorShape(0, 3, 4)), new Tensor(new TensorShape(0, 4, 6)));

        Assert.Equal(new TensorShape(0, 3, 6), output.Shape);
    }

    private static double[] Products(double[][] x, int batch, int rows, int inner, int columns, bool transposeLeft, bool transposeRight)
    {
        var result = new double[batch * rows * columns];
        for (var k = 0; k < batch; k++)
        {
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    for (var p = 0; p < inner; p++)
                    {
                        var left = x[0][k * rows * inner + (transposeLeft ? p * rows + i : i * inner + p)];
                        var right = x[1][k * inner * columns + (transposeRight ? j * inner + p : p * columns + j)];
                        result[(k * rows + i) * columns + j] += left * right;
                    }
                }
            }
        }

        return result;
    }
}
