using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Kernels;

public sealed unsafe class GemmTests
{
    [Theory]
    [InlineData("Portable")]
    [InlineData("Vector256")]
    [InlineData("Vector512")]
    public void Every_kernel_agrees_with_the_reference_on_random_shapes(string level)
    {
        using var threads = new ComputeThreads(2);
        for (ulong seed = 0; seed < 150; seed++)
        {
            var random = new Philox4x32(seed);
            var product = new RandomProduct(random);

            var actual = product.Run(Enum.Parse<GemmLevel>(level), threads);

            var expected = product.RunReference();
            for (var i = 0; i < expected.Length; i++)
            {
                var tolerance = 1e-5 * (1 + Math.Sqrt(product.Shape.Inner)) * (1 + Math.Abs(expected[i]));
                Assert.True(
                    Math.Abs(expected[i] - actual[i]) <= tolerance,
                    $"seed {seed}, {product.Shape}, element {i}: {expected[i]} against {actual[i]}"
                );
            }
        }
    }

    [Fact]
    public void Vectors_of_256_and_512_bits_and_all_thread_counts_give_the_same_bits()
    {
        ComputeThreads[] counts = [new(1), new(2), new(3), new(4)];
        for (ulong seed = 1000; seed < 1060; seed++)
        {
            var product = new RandomProduct(new Philox4x32(seed));

            var expected = product.Run(GemmLevel.Vector256, counts[0]);

            foreach (var threads in counts)
            {
                Assert.Equal(expected, product.Run(GemmLevel.Vector256, threads));
                Assert.Equal(expected, product.Run(GemmLevel.Vector512, threads));
            }
        }

        Array.ForEach(counts, threads => threads.Dispose());
    }

    [Theory]
    [InlineData("Portable")]
    [InlineData("Vector256")]
    [InlineData("Vector512")]
    public void An_operand_packed_beforehand_gives_the_same_bits(string name)
    {
        var level = Enum.Parse<GemmLevel>(name);
        using var threads = new ComputeThreads(1);
        for (ulong seed = 2000; seed < 2040; seed++)
        {
            var product = new RandomProduct(new Philox4x32(seed));

            Assert.Equal(product.Run(level, threads), product.RunPacked(level));
        }
    }

    [Fact]
    public void A_batch_is_its_products_one_by_one()
    {
        using var threads = new ComputeThreads(2);
        var shape = new GemmShape(19, 21, 7, false, true);
        var a = new float[5 * 19 * 7];
        var b = new float[21 * 7];
        var actual = new float[5 * 19 * 21];
        var expected = new float[5 * 19 * 21];
        new Philox4x32(1).FillNormal(a, 1);
        new Philox4x32(2).FillNormal(b, 1);
        fixed (float* left = a)
        fixed (float* right = b)
        fixed (float* fast = actual)
        fixed (float* slow = expected)
        {
            Gemm.MultiplyBatch(threads, shape, 5, left, 7, 19 * 7, right, 7, 0, fast, 21, 19 * 21, false);
            for (var i = 0; i < 5; i++)
            {
                Gemm.MultiplyAlone(shape, left + i * 19 * 7, 7, right, 7, slow + i * 19 * 21, 21, false);
            }
        }

        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(0, 3, 3)]
    [InlineData(3, 0, 3)]
    [InlineData(3, 3, 0)]
    public void Products_of_nothing_are_zeros_of_the_right_shape(int rows, int columns, int inner)
    {
        var left = new float[rows * inner];
        var right = new float[inner * columns];
        var result = new float[rows * columns];
        Array.Fill(result, 7);
        fixed (float* a = left)
        fixed (float* b = right)
        fixed (float* c = result)
        {
            using var threads = new ComputeThreads(2);
            Gemm.Multiply(threads, new GemmShape(rows, columns, inner, false, false), a, inner, b, columns, c, columns, false);
        }

        Assert.All(result, value => Assert.Equal(0, value));
    }

    /// <summary>Sizes around the edges of tiles, panels and units, which random ones seldom hit together.</summary>
    [Theory]
    [InlineData("Portable")]
    [InlineData("Vector256")]
    [InlineData("Vector512")]
    public void Every_size_of_edge_tile_agrees_with_the_reference(string name)
    {
        using var threads = new ComputeThreads(2);
        for (var rows = 1; rows <= 27; rows++)
        {
            for (var columns = 1; columns <= 67; columns += columns < 35 ? 1 : 4)
            {
                var product = new RandomProduct(
                    new Philox4x32((ulong)(rows * 100 + columns)),
                    new(rows, columns, 5, rows % 2 == 0, columns % 2 == 0)
                );

                AssertClose(product, product.Run(Enum.Parse<GemmLevel>(name), threads));
            }
        }
    }

    [Theory]
    [InlineData(1, 300, 700)]
    [InlineData(300, 1, 700)]
    [InlineData(400, 3, 1)]
    [InlineData(3, 400, 257)]
    [InlineData(100, 130, 513)]
    public void Skinny_products_agree_with_the_reference_in_all_transpositions(int rows, int columns, int inner)
    {
        using var threads = new ComputeThreads(2);
        foreach (var level in Enum.GetValues<GemmLevel>())
        {
            for (var flags = 0; flags < 4; flags++)
            {
                var product = new RandomProduct(new Philox4x32((ulong)flags), new(rows, columns, inner, flags % 2 == 1, flags / 2 == 1));

                AssertClose(product, product.Run(level, threads));
            }
        }
    }

    [Theory]
    [InlineData(5, 7, 3)]
    [InlineData(50, 65, 300)]
    [InlineData(100, 33, 0)]
    public void Bias_and_residual_are_added_to_each_element(int rows, int columns, int inner)
    {
        using var threads = new ComputeThreads(2);
        var (x, weight, bias, residual) = (
            Normal(1, rows * inner),
            Normal(2, columns * inner),
            Normal(3, columns),
            Normal(4, rows * columns)
        );
        var actual = new float[rows * columns];
        fixed (float* a = x)
        fixed (float* b = weight)
        fixed (float* add = bias)
        fixed (float* r = residual)
        fixed (float* c = actual)
        {
            Gemm.MultiplyAndAdd(threads, new(rows, columns, inner, false, true), a, inner, b, inner, add, r, columns, c, columns);
        }

        for (var i = 0; i < actual.Length; i++)
        {
            var expected = (double)bias[i % columns] + residual[i];
            for (var p = 0; p < inner; p++)
            {
                expected += (double)x[i / columns * inner + p] * weight[i % columns * inner + p];
            }

            Assert.Equal(expected, actual[i], 1e-4);
        }
    }

    [Fact]
    public void Not_a_number_and_infinity_reach_exactly_their_rows_and_columns()
    {
        using var threads = new ComputeThreads(1);
        var (left, right) = (Normal(1, 20 * 30), Normal(2, 30 * 40));
        left[7 * 30 + 3] = float.NaN;
        right[4 * 40 + 39] = float.PositiveInfinity;
        foreach (var level in Enum.GetValues<GemmLevel>())
        {
            var result = new float[20 * 40];
            fixed (float* a = left)
            fixed (float* b = right)
            fixed (float* c = result)
            {
                Gemm.Multiply(level, threads, new(20, 40, 30, false, false), a, 30, b, 40, c, 40, false);
            }

            for (var i = 0; i < result.Length; i++)
            {
                Assert.Equal(i / 40 == 7, float.IsNaN(result[i]));
                Assert.Equal(i / 40 != 7 && i % 40 == 39, float.IsInfinity(result[i]));
            }
        }
    }

    private static void AssertClose(RandomProduct product, float[] actual)
    {
        var expected = product.RunReference();
        for (var i = 0; i < expected.Length; i++)
        {
            var tolerance = 1e-5 * (1 + Math.Sqrt(product.Shape.Inner)) * (1 + Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{product.Shape}, element {i}: {expected[i]} against {actual[i]}");
        }
    }

    private static float[] Normal(ulong seed, int count)
    {
        var values = new float[count];
        new Philox4x32(seed).FillNormal(values, 1);
        return values;
    }

    /// <summary>A product of random shape, strides and transpositions, between walls of NaN that a wrong read would bring in.</summary>
    private sealed class RandomProduct
    {
        private readonly float[] _a;
        private readonly float[] _b;
        private readonly float[] _c;
        private readonly int _strideA;
        private readonly int _strideB;
        private readonly int _strideC;
        private readonly bool _isAdding;

        public RandomProduct(Philox4x32 random)
            : this(random, RandomShape(random)) { }

        public RandomProduct(Philox4x32 random, GemmShape shape)
        {
            Shape = shape;
            _isAdding = random.NextInt32(2) == 1;
            (_a, _strideA) = Matrix(random, shape.TransposeA ? shape.Inner : shape.Rows, shape.TransposeA ? shape.Rows : shape.Inner);
            (_b, _strideB) = Matrix(random, shape.TransposeB ? shape.Columns : shape.Inner, shape.TransposeB ? shape.Inner : shape.Columns);
            (_c, _strideC) = Matrix(random, shape.Rows, shape.Columns);
        }

        public GemmShape Shape { get; }

        public float[] Run(GemmLevel level, ComputeThreads threads)
        {
            var result = (float[])_c.Clone();
            fixed (float* a = _a)
            fixed (float* b = _b)
            fixed (float* c = result)
            {
                Gemm.Multiply(level, threads, Shape, a, _strideA, b, _strideB, c, _strideC, _isAdding);
            }

            return Inside(result);
        }

        public float[] RunPacked(GemmLevel level)
        {
            var result = (float[])_c.Clone();
            var packed = new float[PackedOperand.Floats(level, Shape.Inner, Shape.Columns)];
            fixed (float* a = _a)
            fixed (float* b = _b)
            fixed (float* c = result)
            fixed (float* target = packed)
            {
                PackedOperand.Pack(level, b, _strideB, Shape.TransposeB, Shape.Inner, Shape.Columns, target);
                Gemm.MultiplyPacked(
                    level,
                    Shape.Rows,
                    Shape.Columns,
                    Shape.Inner,
                    Shape.TransposeA,
                    a,
                    _strideA,
                    target,
                    c,
                    _strideC,
                    _isAdding
                );
            }

            return Inside(result);
        }

        public float[] RunReference()
        {
            var result = (float[])_c.Clone();
            fixed (float* a = _a)
            fixed (float* b = _b)
            fixed (float* c = result)
            {
                ReferenceGemm.Multiply(Shape, a, _strideA, b, _strideB, c, _strideC, _isAdding);
            }

            return Inside(result);
        }

        /// <summary>The matrix without its margin, which must still be NaN.</summary>
        private float[] Inside(float[] padded)
        {
            var inside = new float[Shape.Rows * Shape.Columns];
            for (var i = 0; i < padded.Length; i++)
            {
                var (row, column) = (i / _strideC, i % _strideC);
                if (row < Shape.Rows && column < Shape.Columns)
                {
                    inside[row * Shape.Columns + column] = padded[i];
                }
                else
                {
                    Assert.True(float.IsNaN(padded[i]), $"{Shape}: wrote outside, at row {row}, column {column}");
                }
            }

            return inside;
        }

        private static GemmShape RandomShape(Philox4x32 random)
        {
            var largest = random.NextInt32(4) switch
            {
                0 => 5,
                1 => 40,
                _ => 150,
            };
            var inner = random.NextInt32(8) == 0 ? 200 + random.NextInt32(400) : random.NextInt32(largest + 1);
            return new(
                random.NextInt32(largest + 1),
                random.NextInt32(8) == 0 ? 250 + random.NextInt32(300) : random.NextInt32(largest + 1),
                inner,
                random.NextInt32(2) == 1,
                random.NextInt32(2) == 1
            );
        }

        private static (float[] Values, int Stride) Matrix(Philox4x32 random, int rows, int columns)
        {
            var stride = columns + random.NextInt32(4) + 1;
            var values = new float[rows * stride + 16];
            Array.Fill(values, float.NaN);
            for (var i = 0; i < rows; i++)
            {
                random.FillNormal(values.AsSpan(i * stride, columns), 1);
            }

            return (values, stride);
        }
    }
}
