using System.Runtime.Intrinsics;
using Pawl.Tensors.Kernels.Products;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Products with an operand packed beforehand, and batches of products.</summary>
internal sealed unsafe class PackedProductFuzz : IFuzzedKernel
{
    public string Name => "packed products";

    public int Weight => 10;

    public void Run(FuzzCase fuzz)
    {
        if (fuzz.Random.OneIn(3))
        {
            Batch(fuzz);
        }
        else
        {
            Packed(fuzz);
        }
    }

    private static void Packed(FuzzCase fuzz)
    {
        var random = fuzz.Random;
        var level = random.Pick(Enum.GetValues<GemmLevel>());
        var isSlow = level == GemmLevel.Vector512 && !Vector512.IsHardwareAccelerated;
        var shape = GemmFuzz.Shape(fuzz, isSlow ? 20_000 : 40_000);
        var isAdding = random.Flip();
        var a = GemmFuzz.Operand(fuzz, "A", shape.Rows, shape.Inner, shape.TransposeA);
        var b = GemmFuzz.Operand(fuzz, "B", shape.Inner, shape.Columns, shape.TransposeB);
        var packed = fuzz.Output("packed B", 1, (int)PackedOperand.Floats(level, shape.Inner, shape.Columns));
        var c = fuzz.Target("C", shape.Rows, shape.Columns, isAdding, fuzz.Stride(shape.Columns));

        PackedOperand.Pack(level, b.Data, b.Stride, shape.TransposeB, shape.Inner, shape.Columns, packed.Data);
        fuzz.CheckMemory();
        Gemm.MultiplyPacked(
            level,
            shape.Rows,
            shape.Columns,
            shape.Inner,
            shape.TransposeA,
            a.Data,
            a.Stride,
            packed.Data,
            c.Data,
            c.Stride,
            isAdding
        );

        fuzz.CheckMemory();
        GemmFuzz.Check(shape, a, b, c, isAdding, $"packed, {level} {shape}, adding {isAdding}");
    }

    /// <summary>Operands of a batch follow one another, or one serves all products.</summary>
    private static void Batch(FuzzCase fuzz)
    {
        var random = fuzz.Random;
        var shape = GemmFuzz.Shape(fuzz, 8_000);
        var (count, isAdding, isOneA, isOneB) = (random.Below(5), random.Flip(), random.OneIn(3), random.OneIn(3));
        var (countA, countB) = (isOneA ? 1 : count, isOneB ? 1 : count);
        var (rowsA, rowsB) = (shape.TransposeA ? shape.Inner : shape.Rows, shape.TransposeB ? shape.Columns : shape.Inner);
        var (columnsA, columnsB) = (shape.TransposeA ? shape.Rows : shape.Inner, shape.TransposeB ? shape.Inner : shape.Columns);
        var allA = fuzz.Input("A", rowsA * countA, columnsA, fuzz.Stride(columnsA));
        var allB = fuzz.Input("B", rowsB * countB, columnsB, fuzz.Stride(columnsB));
        var allC = fuzz.Target("C", shape.Rows * count, shape.Columns, isAdding, fuzz.Stride(shape.Columns));

        Gemm.MultiplyBatch(
            fuzz.Threads,
            shape,
            count,
            allA.Data,
            allA.Stride,
            isOneA ? 0 : (long)rowsA * allA.Stride,
            allB.Data,
            allB.Stride,
            isOneB ? 0 : (long)rowsB * allB.Stride,
            allC.Data,
            allC.Stride,
            (long)shape.Rows * allC.Stride,
            isAdding
        );

        fuzz.CheckMemory();
        for (var product = 0; product < count; product++)
        {
            CheckProduct(shape, allA, isOneA ? 0 : product * rowsA, allB, isOneB ? 0 : product * rowsB, allC, product, isAdding);
        }
    }

    private static void CheckProduct(
        GemmShape shape,
        GuardedMatrix a,
        int rowOfA,
        GuardedMatrix b,
        int rowOfB,
        GuardedMatrix c,
        int product,
        bool isAdding
    )
    {
        for (var i = 0; i < shape.Rows; i++)
        {
            for (var j = 0; j < shape.Columns; j++)
            {
                ProductCheck.Expect(
                    c.Now(product * shape.Rows + i, j),
                    isAdding ? c[product * shape.Rows + i, j] : 0,
                    shape.Inner,
                    p => (shape.TransposeA ? a[rowOfA + p, i] : a[rowOfA + i, p], shape.TransposeB ? b[rowOfB + j, p] : b[rowOfB + p, j]),
                    $"product {product} of a batch, {shape}",
                    i,
                    j
                );
            }
        }
    }
}
