using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Kernels;

public sealed class FewRowsTests
{
    [Theory]
    [InlineData(384, 65)]
    [InlineData(64, 24)]
    [InlineData(8, 1)]
    [InlineData(33, 50)]
    [InlineData(1536, 31)]
    [InlineData(1, 7)]
    [InlineData(0, 5)]
    public void A_row_is_the_same_to_the_bit_in_any_company_and_at_any_thread_count(int inputs, int outputs)
    {
        const int Most = 19;
        var (x, weight) = (Random(Most, inputs, 1), Random(outputs, inputs, 2));
        var (bias, residual) = (Random(1, outputs, 3), Random(Most, outputs, 4));
        var alone = new float[Most][];
        for (var row = 0; row < Most; row++)
        {
            alone[row] = Product(1, Rows(x, row, 1), weight, bias, Rows(residual, row, 1));
        }

        for (var rows = 1; rows <= Most; rows++)
        {
            foreach (var threads in new[] { 1, 2, 3 })
            {
                var together = Product(threads, Rows(x, 0, rows), weight, bias, Rows(residual, 0, rows));
                for (var row = 0; row < rows; row++)
                {
                    Assert.Equal(alone[row], together.AsSpan(row * outputs, outputs).ToArray());
                }
            }
        }
    }

    [Fact]
    public void It_is_the_product_with_bias_and_residual()
    {
        foreach (var (rows, inputs, outputs) in new[] { (1, 40, 30), (2, 17, 9), (4, 96, 51), (7, 200, 26), (16, 64, 64) })
        {
            var (x, weight) = (Random(rows, inputs, 5), Random(outputs, inputs, 6));
            var (bias, residual) = (Random(1, outputs, 7), Random(rows, outputs, 8));
            var actual = Product(2, x, weight, bias, residual);
            for (var row = 0; row < rows; row++)
            {
                for (var j = 0; j < outputs; j++)
                {
                    double sum = bias.Values[j] + (double)residual.Values[row * outputs + j];
                    for (var k = 0; k < inputs; k++)
                    {
                        sum += (double)x.Values[row * inputs + k] * weight.Values[j * inputs + k];
                    }

                    Assert.Equal(sum, actual[row * outputs + j], 1e-5 * (1 + Math.Sqrt(inputs)) * (1 + Math.Abs(sum)));
                }
            }
        }
    }

    private static float[] Product(int threadCount, Tensor x, Tensor weight, Tensor bias, Tensor residual)
    {
        using var threads = new ComputeThreads(threadCount);
        using var tape = new Tape(threads) { IsRecording = false };
        return tape.LinearByRow(x, weight, new Tensor(new TensorShape(bias.Length), bias.Values), residual).Values.ToArray();
    }

    private static Tensor Rows(Tensor tensor, int first, int count)
    {
        var columns = tensor.Shape[1];
        return new Tensor(new TensorShape(count, columns), tensor.Values.Slice(first * columns, count * columns));
    }

    private static Tensor Random(int rows, int columns, ulong seed)
    {
        var tensor = new Tensor(new TensorShape(rows, columns));
        new Philox4x32(seed).FillNormal(tensor.Values, 1);
        return tensor;
    }
}
