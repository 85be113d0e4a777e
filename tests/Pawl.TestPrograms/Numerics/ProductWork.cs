using Pawl.Tensors;
using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.TestPrograms.Numerics;

/// <summary>Matrix products of many shapes in all transpositions.</summary>
internal sealed unsafe class ProductWork : INumericWork
{
    private static readonly (int Rows, int Columns, int Inner)[] Shapes =
    [
        (1, 1, 1),
        (3, 65, 128),
        (5, 7, 3),
        (6, 16, 256),
        (12, 32, 257),
        (13, 33, 31),
        (47, 49, 48),
        (64, 64, 64),
        (97, 65, 300),
        (130, 257, 129),
        (256, 256, 256),
    ];

    public string Name => "products";

    public void Run(ComputeThreads threads, Philox4x32 random, Results results)
    {
        foreach (var (rows, columns, inner) in Shapes)
        {
            for (var transposed = 0; transposed < 4; transposed++)
            {
                var shape = new GemmShape(rows, columns, inner, (transposed & 1) != 0, (transposed & 2) != 0);
                var a = Random(random, rows * inner);
                var b = Random(random, inner * columns);
                var c = Random(random, rows * columns);
                var (strideA, strideB) = (shape.TransposeA ? rows : inner, shape.TransposeB ? inner : columns);
                Gemm.Multiply(threads, shape, a.Data, strideA, b.Data, strideB, c.Data, columns, transposed == 3);
                results.Add($"product.{rows}.{columns}.{inner}.{transposed}", c);
            }
        }
    }

    internal static Tensor Random(Philox4x32 random, int length)
    {
        var tensor = new Tensor(new TensorShape(length));
        random.FillNormal(tensor.Values, 1);
        return tensor;
    }
}
