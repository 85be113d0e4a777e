using System.Runtime.Intrinsics;
using Pawl.Tensors.Kernels.Products;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Matrix products: all transpositions and levels, strides longer than the rows.</summary>
internal sealed unsafe class GemmFuzz : IFuzzedKernel
{
    public string Name => "gemm";

    public int Weight => 16;

    public void Run(FuzzCase fuzz)
    {
        var random = fuzz.Random;
        var level = random.Pick(Enum.GetValues<GemmLevel>());
        var isSlow = level == GemmLevel.Vector512 && !Vector512.IsHardwareAccelerated;
        var shape = Shape(
            fuzz,
            isSlow ? 20_000
                : random.OneIn(16) ? 300_000
                : 40_000
        );
        var isAdding = random.Flip();
        var a = Operand(fuzz, "A", shape.Rows, shape.Inner, shape.TransposeA);
        var b = Operand(fuzz, "B", shape.Inner, shape.Columns, shape.TransposeB);
        var c = fuzz.Target("C", shape.Rows, shape.Columns, isAdding, fuzz.Stride(shape.Columns));

        Gemm.Multiply(level, random.OneIn(4) ? null : fuzz.Threads, shape, a.Data, a.Stride, b.Data, b.Stride, c.Data, c.Stride, isAdding);

        fuzz.CheckMemory();
        Check(shape, a, b, c, isAdding, $"{level} {shape}, adding {isAdding}");
    }

    /// <summary>A shape of few enough multiply-adds; one dimension is sometimes longer than a block.</summary>
    internal static GemmShape Shape(FuzzCase fuzz, int work)
    {
        var random = fuzz.Random;
        Span<int> sizes = [fuzz.Size(), fuzz.Size(), fuzz.Size()];
        if (random.OneIn(10))
        {
            sizes[random.Below(3)] = random.Pick(95, 96, 97, 145, 255, 256, 257, 300, 513);
        }

        while ((long)sizes[0] * sizes[1] * sizes[2] > work)
        {
            ref var size = ref sizes[random.Below(3)];
            size = Math.Min(size, fuzz.Size(17));
        }

        return new(sizes[0], sizes[1], sizes[2], random.Flip(), random.Flip());
    }

    internal static GuardedMatrix Operand(FuzzCase fuzz, string name, int rows, int columns, bool isTransposed) =>
        isTransposed ? fuzz.Input(name, columns, rows, fuzz.Stride(rows)) : fuzz.Input(name, rows, columns, fuzz.Stride(columns));

    internal static void Check(GemmShape shape, GuardedMatrix a, GuardedMatrix b, GuardedMatrix c, bool isAdding, string what)
    {
        for (var i = 0; i < shape.Rows; i++)
        {
            for (var j = 0; j < shape.Columns; j++)
            {
                var sum = isAdding ? c[i, j] : 0;
                var size = Math.Abs(sum);
                for (var p = 0; p < shape.Inner; p++)
                {
                    var product = (shape.TransposeA ? a[p, i] : a[i, p]) * (shape.TransposeB ? b[j, p] : b[p, j]);
                    sum += product;
                    size += Math.Abs(product);
                }

                ProductCheck.Expect(c.Now(i, j), sum, size, shape.Inner, what, i, j);
            }
        }
    }
}
